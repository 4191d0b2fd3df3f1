import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
  base: './',
  build: { target: 'es2024', outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1200 },
})
