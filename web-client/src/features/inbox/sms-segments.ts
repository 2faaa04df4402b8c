// How a text is counted before it leaves: the same way as the server writes it and carriers split it.

/** The most that Twilio takes in one text. */
export const longestText = 1600;

/** GSM 03.38's characters besides ASCII letters and digits. */
const gsmBasic = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà");
/** Those that take two places there. */
const gsmExtended = new Set("\f^{}\\[~]|€");

export interface SmsCount {
  /** As Twilio's limit counts them. */
  characters: number;
  /** How many texts the carriers make of it. */
  segments: number;
  /** The first character that makes every segment shorter, if there is one. */
  costly: string | null;
}

const plainForms: [RegExp, string][] = [
  [/\r\n/g, "\n"],
  [/[\u2018-\u201b\u2032\u02bc\u2039\u203a]/g, "'"],
  [/[\u201c-\u201f\u2033«»]/g, '"'],
  [/[\u2010-\u2015\u2212\u2022]/g, "-"],
  [/…/g, "..."],
  [/[\u00a0\u2000-\u200a\u202f\u205f\t]/g, " "],
  [/[\u00ad\u200b\u2060\ufeff]/g, ""],
];

/** The text as it leaves: typographic signs, which would double its price, in their plain form. */
function asItLeaves(text: string): string {
  return plainForms.reduce((plain, [signs, form]) => plain.replace(signs, form), text).trim();
}

export function countSms(text: string): SmsCount {
  const leaves = asItLeaves(text);
  const characters = [...leaves];
  const costly = characters.find((each) => gsmPlaces(each) === null) ?? null;
  const segments =
    costly === null
      ? parts(characters.map((each) => gsmPlaces(each) ?? 0), 160, 153)
      : parts(characters.map((each) => each.length), 70, 67);
  return { characters: leaves.length, segments, costly };
}

function gsmPlaces(character: string): number | null {
  if (/^[A-Za-z0-9]$/.test(character) || gsmBasic.has(character)) return 1;
  return gsmExtended.has(character) ? 2 : null;
}

/** No character is split between two parts. */
function parts(places: number[], alone: number, each: number): number {
  const total = places.reduce((sum, place) => sum + place, 0);
  if (total <= alone) return total > 0 ? 1 : 0;
  let count = 1;
  let used = 0;
  for (const place of places) {
    if (used + place > each) {
      count += 1;
      used = 0;
    }
    used += place;
  }
  return count;
}
