import { expect, it } from "vitest";
import type { Organization } from "../../wire";
import { hoursInWords, inputOf, validateOrganization, valuesOf } from "./organization-values";

const acme: Organization = {
  id: "o1",
  name: "Acme",
  timeZone: "UTC",
  workingHours: { days: ["monday", "friday"], from: "09:00", to: "17:00" },
  quietHours: null,
  instructions: null,
};

it("sends what is stored back as it is", () => {
  const { id: _, ...stored } = acme;
  expect(inputOf(valuesOf(acme))).toEqual(stored);
  const quietHours = { from: "21:30", to: "06:00" };
  expect(inputOf(valuesOf({ ...acme, quietHours })).quietHours).toEqual(quietHours);
});

it("sends the days in the order of the week, and no quiet hours where there are none", () => {
  const values = { ...valuesOf(acme), workingDays: ["sunday", "monday"], isQuiet: false };
  expect(inputOf(values)).toMatchObject({ workingHours: { days: ["monday", "sunday"] }, quietHours: null });
});

it("says what is wrong before the server does", () => {
  const values = valuesOf(acme);
  expect(validateOrganization(values)).toEqual({});
  expect(Object.keys(validateOrganization({ ...values, name: " ", workingDays: [], workingTo: "08:00" }))).toEqual(["name", "workingDays", "workingTo"]);
  expect(validateOrganization({ ...values, quietFrom: "07:00", quietTo: "07:00" })).toEqual({});
  expect(Object.keys(validateOrganization({ ...values, isQuiet: true, quietFrom: "", quietTo: "" }))).toEqual(["quietFrom", "quietTo"]);
});

it("puts the hours into words", () => {
  expect(hoursInWords(acme)).toEqual({ working: "Mon, Fri, 09:00 to 17:00", quiet: "None" });
});

it("sends instructions without what stands around them, none where there are none, and no more than fit", () => {
  const values = valuesOf({ ...acme, instructions: "We are closed in August." });
  expect(inputOf({ ...values, instructions: "  Sign as Acme. \n" }).instructions).toBe("Sign as Acme.");
  expect(inputOf({ ...values, instructions: " \n " }).instructions).toBeNull();
  // Counted as the server counts: an emoji is one.
  expect(validateOrganization({ ...values, instructions: "\u{1f389}".repeat(2000) })).toEqual({});
  expect(Object.keys(validateOrganization({ ...values, instructions: "x".repeat(2001) }))).toEqual(["instructions"]);
});
