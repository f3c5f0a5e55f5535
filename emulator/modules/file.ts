import { NotEmulated } from '../runtime/types';
import type { RuntimeServices } from '../runtime/services';
import { requiredOptions, textOption } from './arguments';
import { bindFile, fileObject, newFile, TEXT_TYPES } from './file-object';
import { chosen, optionalText } from './server-widget/options';
import type { EmulatedModule } from './types';

/** Keys of file.Type that are no text: their contents are base64. */
const BINARY_TYPES = [
  'AUTOCAD', 'BMPIMAGE', 'EXCEL', 'FLASH', 'GIFIMAGE', 'GZIP', 'ICON', 'JPGIMAGE', 'MP3', 'MPEGMOVIE', 'MSPROJECT', 'PDF', 'PJPGIMAGE', 'PNGIMAGE',
  'POWERPOINT', 'QUICKTIME', 'TAR', 'TIFFIMAGE', 'VISIO', 'WORD', 'ZIP',
] as const;

/** N/file in memory: files are made, filled, read, sent and attached. The File Cabinet (load, save, copy, delete) is refused. */
export const fileModule: EmulatedModule<RuntimeServices> = {
  name: 'N/file',
  emulated: [
    'create', 'Encoding', 'NameConflictResolution', 'Type',
    ...['append', 'appendLine', 'description', 'encoding', 'fileType', 'folder', 'getContents', 'id', 'isInactive', 'isOnline', 'isText', 'name', 'path', 'size', 'toString', 'url']
      .map((member) => `File.${member}`),
  ],
  build: (host) => ({
    methods: {
      create: (...args) => {
        const call = 'file.create';
        const options = requiredOptions(args, { call, names: ['name', 'fileType'] });
        const fileType = chosen([...TEXT_TYPES, ...BINARY_TYPES], options['fileType'], 'file type');
        const contents = options['contents'] === undefined || options['contents'] === null ? '' : textOption(options, call, 'contents');
        if (options['folder'] !== undefined && typeof options['folder'] !== 'number' && typeof options['folder'] !== 'string') throw new NotEmulated('a folder that is no id');
        const draft = newFile({ name: textOption(options, call, 'name'), fileType, contents });
        draft.description = optionalText(options['description']);
        draft.isOnline = options['isOnline'] === true;
        draft.folder = options['folder'];
        return bindFile(fileObject(host, draft), draft);
      },
    },
  }),
};
