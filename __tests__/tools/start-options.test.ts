import { readOptions } from '../../tools/start-options';
import { faultText, StartFault } from '../../tools/start-fault';
import { BuildRefused } from '../../tools/build/project';

describe('the options of npm start', () => {
  it('without any, data goes to .emulator and the port is left open', () => {
    expect(readOptions([], '/project')).toEqual({ kind: 'options', options: { port: undefined, dataFolder: '/project/.emulator', empty: false, bind: [], once: false } });
  });

  it('all of them are read', () => {
    expect(readOptions(['--port', '9000', '--data', 'other', '--empty', '--bind', 'till', '--bind', 'wholesale', '--once'], '/project'))
      .toEqual({ kind: 'options', options: { port: 9000, dataFolder: '/project/other', empty: true, bind: ['till', 'wholesale'], once: true } });
  });

  it('help is answered before anything else is looked at', () => {
    expect(readOptions(['--help', '--port', 'x'], '/project')).toEqual({ kind: 'help' });
  });

  it.each([
    ['an unknown option', ['--prot', '9000'], '--prot'],
    ['a word without an option', ['9000'], '9000'],
    ['a port that is no number', ['--port', 'web'], "not 'web'"],
    ['a port past 65535', ['--port', '65536'], "not '65536'"],
    ['a port without its number', ['--port'], '--port'],
    ['a data folder without a name', ['--data', ''], '--data takes the path'],
  ])('%s is refused and named', (_what, args, named) => {
    const read = readOptions(args, '/project');
    expect(read.kind === 'wrong' ? read.message : read).toContain(named);
  });
});

describe('what a start says when it fails', () => {
  it.each([
    ['a fault of the start', new StartFault('It happened.', 'It is kept.', 'Do this.'), /^It happened\.\nIt is kept\.\nDo this\.$/],
    ['a refused build', new BuildRefused(['src/a.ts:1  bad']), /src\/a\.ts:1 {2}bad/],
    ['a project that does not load', Object.assign(new Error('Objects/a.xml:3:5 rule 2'), { name: 'SdfProjectError' }), /Objects\/a\.xml:3:5 rule 2\nThe account's data is as it was\.\nCorrect/],
    ['a refused deploy', Object.assign(new Error('a field would change'), { name: 'DEPLOY_REFUSED' }), /a field would change\nThe account's data is as it was\./],
    ['anything else', new TypeError('x is not y'), /x is not y[\s\S]*Whatever was saved before is kept\. Start again/],
    ['what is no error at all', 'torn', /torn/],
  ])('%s tells what happened, what was kept and what to do', (_what, error, text) => {
    expect(faultText(error)).toMatch(text);
  });
});
