import { defineConfig } from "vite";

// Entries keep their names, because layouts name them and add the file's hash as ?v=; what they
// load themselves carries the hash in its name.
export default defineConfig({
  base: "./",
  publicDir: false,
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
        style: "styles/site.css",
      },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "part-[name]-[hash].js",
        // A web server that does not know .mjs would send it as a download.
        assetFileNames: (asset) => {
          const name = asset.names[0] ?? "";
          return name.endsWith(".mjs") ? "[name]-[hash].js"
            : name === "style.css" || name === "site.css" ? "site.css"
            : name === "map.css" ? "map.css"
            : "[name]-[hash][extname]";
        },
      },
    },
  },
  test: { include: ["islands/**/*.test.ts", "field/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0] & { test: object });
