import { openSlots } from './slots.js';

describe('when something may be sent', () => {
  const WORKDAY = '2026-01-15';
  const HOLIDAY = '2026-01-16';

  test.each(['20:00', '23:59', '00:00', '06:59'])('nothing goes out at %s, not even what is urgent', (time) => {
    expect(openSlots('in_app', WORKDAY, time)).toEqual({ digest: false, urgent: false });
    expect(openSlots('email', WORKDAY, time)).toEqual({ digest: false, urgent: false });
  });

  test('between seven and eight only what is urgent goes out', () => {
    expect(openSlots('email', WORKDAY, '07:00')).toEqual({ digest: false, urgent: true });
    expect(openSlots('email', WORKDAY, '07:59')).toEqual({ digest: false, urgent: true });
  });

  test.each(['08:00', '12:30', '19:59'])('the digest goes out at %s, so a worker that was late at eight catches up', (time) => {
    expect(openSlots('email', WORKDAY, time)).toEqual({ digest: true, urgent: true });
  });

  test('on a public holiday the inbox is filled but only urgent mail is sent', () => {
    expect(openSlots('in_app', HOLIDAY, '09:00')).toEqual({ digest: true, urgent: true });
    expect(openSlots('email', HOLIDAY, '09:00')).toEqual({ digest: false, urgent: true });
  });
});
