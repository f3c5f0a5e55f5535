import { mailSettingsOf } from '../../../../src/domain/review/mail-settings';

describe('the setting of the mails', () => {
  it.each(['', '{}', 'no json', '[]', 'null', '{"sender":0}', '{"sender":"12"}', '{"sender":1.5}'])('sends nothing as %j', (setting) => {
    expect(mailSettingsOf(setting)).toBeUndefined();
  });

  it('has defaults for what it leaves out, and for what cannot be meant', () => {
    const defaults = { sender: 12, unowned: [], highAmount: '10000', digestHour: 7 };
    expect(mailSettingsOf('{"sender":12}')).toEqual(defaults);
    expect(mailSettingsOf('{"sender":12,"unowned":7,"highAmount":"-1","digestHour":24}')).toEqual(defaults);
    expect(mailSettingsOf('{"sender":12,"unowned":["a"],"highAmount":{},"digestHour":7.5}')).toEqual(defaults);
    expect(mailSettingsOf('{"sender":12,"highAmount":"much","digestHour":-1}')).toEqual(defaults);
  });

  it('says who writes, to whom, from which amount and hour', () => {
    expect(mailSettingsOf('{"sender":12,"unowned":[13,"x",14],"highAmount":2500,"digestHour":0}')).toEqual({ sender: 12, unowned: [13, 14], highAmount: '2500', digestHour: 0 });
  });
});
