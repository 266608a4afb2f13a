import { translate } from '@temporalio/ui/i18n/translate';
import {
  routeForBatchOperations,
  routeForEventHistoryImport,
  routeForNamespaces,
  routeForSchedules,
  routeForWorkflows,
} from '@temporalio/ui/utilities/route-for';

const link = (icon, key, href, isActive = (url) => new URL(url).pathname.startsWith(href)) => ({
  icon,
  label: translate(key),
  href,
  isActive,
});

/** The pages that the navigation offers. */
export const linksOf = (namespace) => [
  link('workflow', 'common.workflows', routeForWorkflows({ namespace })),
  link('schedules', 'common.schedules', routeForSchedules({ namespace })),
  link('batch-operation', 'batch.nav-title', routeForBatchOperations({ namespace })),
  link('namespace', 'common.namespaces', routeForNamespaces(), (url) => new URL(url).pathname === routeForNamespaces()),
  link('import', 'common.import', routeForEventHistoryImport()),
];
