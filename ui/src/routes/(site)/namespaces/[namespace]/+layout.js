import { fetchSearchAttributesForNamespace } from '@temporalio/ui/services/search-attributes-service';
import { allSearchAttributes } from '@temporalio/ui/stores/search-attributes';

export const load = async ({ params, fetch }) => {
  allSearchAttributes.set(await fetchSearchAttributesForNamespace(params.namespace, fetch));
};
