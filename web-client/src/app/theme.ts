import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

// The one accent. Green, amber and red appear only as a state, through the tokens of tokens.css.
const accent: MantineColorsTuple = [
  "#f0f2fd", "#dfe3fa", "#c3caf6", "#a3aef1", "#7d8bea", "#6473e3", "#4f5ed6", "#434fbd", "#3a45a4", "#2c3480",
];

const dark: MantineColorsTuple = [
  "#d8dade", "#b6bac1", "#8e949e", "#5b606a", "#3a3e45", "#2c2f35", "#222429", "#17181b", "#111214", "#0c0d0e",
];

/** The head of a dialog is none of the page: a dialog over a drawer would make two banners of them. */
const noBanner = { header: { role: "presentation" } };

export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 6 },
  colors: { accent, dark },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "20px" }, h2: { fontSize: "16px" }, h3: { fontSize: "14px" } },
  },
  defaultRadius: "sm",
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Drawer: { defaultProps: { closeButtonProps: { "aria-label": "Close" }, attributes: noBanner } },
    Modal: { defaultProps: { closeButtonProps: { "aria-label": "Close" }, attributes: noBanner, centered: true } },
  },
});

/** Mantine's quiet greys are below AA on our surfaces; these are not. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5a6069",
    "--mantine-color-placeholder": "#6a707a",
    "--mantine-color-error": "#b42330",
    "--mantine-color-anchor": "#434fbd",
  },
  dark: {
    "--mantine-color-dimmed": "#a3a8b1",
    "--mantine-color-placeholder": "#9299a3",
    "--mantine-color-error": "#ff9b9b",
    "--mantine-color-anchor": "#aab4f5",
  },
});
