import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";

afterEach(cleanup);

// What Mantine asks of a browser and jsdom has not.
vi.stubGlobal(
  "matchMedia",
  vi.fn((query: string) => ({ matches: false, media: query, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} })),
);
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
Object.defineProperty(document, "fonts", { value: { addEventListener() {}, removeEventListener() {} } });
window.HTMLElement.prototype.scrollIntoView = () => {};
window.scrollTo = () => {};
