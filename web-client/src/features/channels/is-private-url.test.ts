import { expect, it } from "vitest";
import { isPrivateUrl } from "./is-private-url";

it.each(["http://localhost:8080/x", "http://127.0.0.1/x", "http://10.1.2.3/", "http://172.31.0.1/", "http://192.168.1.20:8080/", "http://169.254.1.1/", "http://100.64.0.1/", "http://[::1]:8080/", "http://[fd00::1]/", "http://nas.local/", "http://patchbay:8080/"])(
  "%s is out of a provider's reach",
  (url) => expect(isPrivateUrl(url)).toBe(true),
);

it.each(["https://patchbay.example.com/x", "http://172.32.0.1/", "https://8.8.8.8/", "https://[2606:4700::1111]/", "https://10.example.com/", "https://localhost.example.com/"])(
  "%s may be reached",
  (url) => expect(isPrivateUrl(url)).toBe(false),
);
