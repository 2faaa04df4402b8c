import { expect, it } from "vitest";
import { ownAttachment } from "./own-attachment";

const here = "https://patchbay.example/app/inbox/1";

it("knows the files that this server keeps", () => {
  expect(ownAttachment("/api/v1/messages/0199/attachments/0", here)).toBe("/api/v1/messages/0199/attachments/0");
  expect(ownAttachment("https://patchbay.example/api/v1/messages/0199/attachments/12", here)).toBe("/api/v1/messages/0199/attachments/12");
});

it.each([
  "https://evil.example/api/v1/messages/0199/attachments/0",
  "//evil.example/api/v1/messages/0199/attachments/0",
  "/api/v1/messages/../../rspc/auth.me",
  "/rspc/tasks.list",
  "javascript:alert(1)",
  "not a url",
])("takes %s for the sender's own", (url) => {
  expect(ownAttachment(url, here)).toBeNull();
});
