import { fetchSettings } from '@temporalio/ui/services/settings-service';
import { routeForWorkflows } from '@temporalio/ui/utilities/route-for';
import { redirect } from '@sveltejs/kit';

export const load = async ({ fetch }) => {
  const { defaultNamespace } = await fetchSettings(fetch);
  redirect(307, routeForWorkflows({ namespace: defaultNamespace }));
};
