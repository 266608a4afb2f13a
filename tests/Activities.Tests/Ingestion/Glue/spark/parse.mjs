// Parses SQL with Spark's own grammar (ANTLR, from Apache Spark, as dt-sql-parser carries it).
// In: a JSON array of texts. Out: a JSON array with the faults of each.
import { createRequire, register } from 'node:module';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

// The package is written for bundlers: its imports name folders and leave out extensions
register('data:text/javascript,' + encodeURIComponent(`
  export async function resolve(specifier, context, next) {
    try {
      return await next(specifier, context);
    } catch (fault) {
      for (const end of ['.js', '/index.js']) {
        try {
          return await next(specifier + end, context);
        } catch { }
      }
      throw fault;
    }
  }
  export async function load(url, context, next) {
    return next(url, url.includes('/dt-sql-parser/dist/') ? { ...context, format: 'module' } : context);
  }`));

const require = createRequire(process.argv[2]);
const { SparkSQL } = await import(pathToFileURL(require.resolve('dt-sql-parser')));
const parser = new SparkSQL();
const statements = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(statements.map(sql => parser.validate(sql).map(fault => `${fault.startLine}:${fault.startColumn} ${fault.message}`))));
