import { routeForNamespaces } from '@temporalio/ui/utilities/route-for';
import { redirect } from '@sveltejs/kit';

export const load = () => redirect(307, routeForNamespaces());
