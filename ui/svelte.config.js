import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: {
    // The library's warnings are not ours to fix
    warningFilter: (warning) => !warning.filename?.includes('node_modules'),
  },
  kit: {
    adapter: adapter({
      pages: '../artifacts/ui',
      fallback: 'index.html',
    }),
    // What a payload or an id could smuggle into the page is not run, and the page sends nothing to other sites but to
    // a codec server that the user has entered
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:'],
        'font-src': ['self', 'data:'],
        'worker-src': ['self', 'blob:'],
        'connect-src': ['self', 'http:', 'https:'],
        'object-src': ['none'],
        'base-uri': ['self'],
      },
    },
  },
};
