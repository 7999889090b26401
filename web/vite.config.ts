import purgecss from "@fullhuman/postcss-purgecss";
import type { AcceptedPlugin, Plugin } from "postcss";
import { defineConfig } from "vite";

// Where names of classes stand: pages, the code that puts names on them, scripts. Names put
// together from parts are only of our own rules, which are all kept.
const speaking = ["../src/CivicLoop/**/*.{cshtml,cs}", "islands/**/*.ts"];

/** Leaves out of the site's sheet what no page uses of the framework, most of its weight. */
function withoutUnused(): AcceptedPlugin {
  const purge = purgecss({ content: speaking }) as Plugin;
  return {
    postcssPlugin: "without-unused",
    async OnceExit(root, help) {
      if (root.source?.input.file?.endsWith("styles/site.css")) {
        await purge.OnceExit?.(root, help);
      }
    },
  };
}

// Entries keep their names, because layouts name them and add the file's hash as ?v=; what they
// load themselves carries the hash in its name.
export default defineConfig({
  base: "./",
  publicDir: false,
  css: { postcss: { plugins: [withoutUnused()] } },
  build: {
    outDir: "../src/CivicLoop/wwwroot/dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      input: {
        site: "islands/site/site.ts",
        map: "islands/map/map.ts",
        live: "islands/live/live.ts",
        passkey: "islands/passkey/passkey.ts",
        tree: "islands/tree/tree.ts",
        worklist: "islands/worklist/worklist.ts",
        wall: "islands/wall/wall.ts",
        charts: "islands/charts/charts.ts",
        style: "styles/site.css",
        console: "styles/console.css",
      },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "part-[name]-[hash].js",
        // A web server that does not know .mjs would send it as a download.
        assetFileNames: (asset) => {
          const name = asset.names[0] ?? "";
          return name.endsWith(".mjs") ? "[name]-[hash].js"
            : name === "style.css" || name === "site.css" ? "site.css"
            : name === "map.css" || name === "console.css" ? name
            : "[name]-[hash][extname]";
        },
      },
    },
  },
  test: { include: ["islands/**/*.test.ts", "field/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0] & { test: object });
