import { routeForEventHistory } from '@temporalio/ui/utilities/route-for';
import { redirect } from '@sveltejs/kit';

export const load = ({ params }) => redirect(307, routeForEventHistory(params));
