import { fetchWorkflowForRunId } from '@temporalio/ui/services/workflow-service';
import { routeForEventHistory, routeForWorkflows } from '@temporalio/ui/utilities/route-for';
import { redirect } from '@sveltejs/kit';

/** An address without a run means the latest one. */
export const load = async ({ params: { namespace, workflow }, url, fetch }) => {
  const { runId: run } = await fetchWorkflowForRunId({ namespace, workflowId: workflow, url: url.origin }, fetch);
  redirect(307, run ? routeForEventHistory({ namespace, workflow, run }) : routeForWorkflows({ namespace }));
};
