import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/** The field app: a program of its own below /field/, kept on the phone by its service worker. */
export default defineConfig({
  root: "field",
  base: "/field/",
  publicDir: "public",
  plugins: [
    vue(),
    VitePWA({
      registerType: "autoUpdate",
      injectRegister: false,
      manifest: {
        id: "/field/",
        name: "创文长效 · 外勤",
        short_name: "外勤",
        lang: "zh-CN",
        start_url: "/field/",
        scope: "/field/",
        display: "standalone",
        theme_color: "#1d4ed8",
        background_color: "#ffffff",
        icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
      },
      workbox: {
        globPatterns: ["**/*.{js,css,html,svg}"],
        navigateFallback: "/field/index.html",
        // What the program answers is never kept here: the app's own store is the one place.
        navigateFallbackAllowlist: [/^\/field\//, /^\/field$/],
      },
    }),
  ],
  build: {
    outDir: "../../src/CivicLoop/wwwroot/field",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
  },
});
