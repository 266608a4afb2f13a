import { i18nNamespaces } from '@temporalio/ui/i18n/index';
import resources from '@temporalio/ui/i18n/locales/index';
import i18next from 'i18next';

// A site of files: everything is drawn in the browser
export const ssr = false;

export const load = async () => {
  await i18next.init({ lng: 'en', ns: i18nNamespaces, resources, interpolation: { escapeValue: false } });
};
