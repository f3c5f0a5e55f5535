/** Where Suitelets are answered. */
export const SUITELET_PATH = '/app/site/hosting/scriptlet.nl';
