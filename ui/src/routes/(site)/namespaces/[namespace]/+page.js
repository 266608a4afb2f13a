import { fetchNamespace } from '@temporalio/ui/services/namespaces-service';

export const load = async ({ params, parent, fetch }) => ({
  description: await fetchNamespace(params.namespace, (await parent()).settings, fetch),
});
