import { MESSAGE_TYPES, showBanner } from './banners';
import { apiObject, scriptError } from './refusals';

interface MessageOptions {
  readonly type?: number;
  readonly title?: string;
  readonly message?: string;
  readonly duration?: number;
}

/** N/ui/message in the browser. */
export const messageModule = apiObject('N/ui/message', {
  Type: MESSAGE_TYPES,
  create(options: MessageOptions) {
    const { type } = options;
    if (type === undefined) throw scriptError('SSS_MISSING_REQD_ARGUMENT', 'message.create: Missing a required argument: type');
    let shown: HTMLElement | undefined;
    return apiObject('N/ui/message.Message', {
      show(given: { readonly duration?: number } = {}) {
        shown?.remove();
        shown = showBanner({ type, title: options.title ?? '', message: options.message ?? '' }, given.duration ?? options.duration ?? 0);
      },
      hide() {
        shown?.remove();
        shown = undefined;
      },
    });
  },
});
