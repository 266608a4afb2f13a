import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const monaco = 'monaco-editor/esm/vs/editor';

export default defineConfig({
  plugins: [sveltekit()],
  // The API is where the page came from
  define: { 'import.meta.env.VITE_API': '""' },
  resolve: {
    // The editor is for Markdown notes: without the workers of five languages the site is a third of its size
    alias: [
      { find: /^monaco-editor$/, replacement: `${monaco}/edcore.main` },
      { find: /^monaco-editor\/esm\/vs\/language\/\w+\/\w+\.worker/, replacement: `${monaco}/editor.worker` },
    ],
  },
  build: {
    chunkSizeWarningLimit: 4096,
    reportCompressedSize: false,
  },
});
