import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** The server behind the pages while they are developed, as `npm run dev` says. */
const SERVER = process.env['POS_SERVER']
const SERVER_PATHS = [/^\/api\//, /^\/sync\//, /^\/health\//]

export default defineConfig({
  plugins: [
    vue(),
    VitePWA({
      // A till in the middle of a sale is never reloaded: the page says when.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'POS V2',
        short_name: 'POS',
        start_url: '/',
        display: 'standalone',
        background_color: '#f6f6f3',
        theme_color: '#2f50cc',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: SERVER_PATHS,
        cleanupOutdatedCaches: true,
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
    }),
  ],
  ...(SERVER !== undefined && {
    server: {
      proxy: { '/api': { target: SERVER, ws: true }, '/sync': { target: SERVER, ws: true }, '/health': SERVER },
    },
  }),
  build: { target: 'es2024', sourcemap: false, chunkSizeWarningLimit: 800 },
})
