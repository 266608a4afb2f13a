import { process, render } from '@temporalio/ui/utilities/render-markdown';

export const load = async ({ url }) => ({
  html: await render(await process(url.searchParams.get('content') ?? '')),
  theme: url.searchParams.get('theme') === 'dark' ? 'dark' : 'light',
});
