import { importEvents } from '@temporalio/ui/stores/import-events';
import { routeForEventHistoryImport } from '@temporalio/ui/utilities/route-for';
import { redirect } from '@sveltejs/kit';
import { get } from 'svelte/store';

/** What was imported lives in the page: after a reload there is nothing to show. */
export const load = () => {
  if (get(importEvents).length === 0) {
    redirect(307, routeForEventHistoryImport());
  }
};
