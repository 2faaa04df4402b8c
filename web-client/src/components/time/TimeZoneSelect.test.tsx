import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { renderPart } from "../../test/render";
import { TimeZoneSelect } from "./TimeZoneSelect";

function Chosen({ initial }: { initial: string | null }) {
  const [zone, setZone] = useState(initial);
  return (
    <>
      <TimeZoneSelect clearable value={zone} onChange={setZone} />
      <output>{zone ?? "none"}</output>
    </>
  );
}

it("finds a zone by a part of its name, with the keyboard alone", async () => {
  renderPart(<Chosen initial="Europe/Berlin" />);
  const input = await screen.findByRole("combobox", { name: "Time zone" });
  expect((input as HTMLInputElement).value).toBe("Europe/Berlin");
  await userEvent.clear(input);
  await userEvent.type(input, "new_york{ArrowDown}{Enter}");
  expect(screen.getByText("America/New_York", { selector: "output" })).toBeTruthy();
});

it("is cleared with the keyboard", async () => {
  renderPart(<Chosen initial="Etc/Nowhere" />);
  (await screen.findByRole("button", { name: "Clear the time zone" })).focus();
  await userEvent.keyboard("{Enter}");
  expect(screen.getByText("none")).toBeTruthy();
});
