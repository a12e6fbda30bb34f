import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';

import { Config, Mail, readSettings, type Letter } from '#libs/platform';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

let server: SMTPServer;
let mail: Mail;
const received: Received[] = [];
beforeAll(async () => {
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString('utf8'),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  mail = new Mail(new Config(readSettings({ ...process.env, SMTP_URL: `smtp://127.0.0.1:${port}` })));
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
beforeEach(() => received.splice(0));

const SARI = 'sari@kantor.example';
const letter = (change: Partial<Letter>): Letter => ({
  messageId: 'surat-1',
  to: { name: 'Sari', address: SARI },
  subject: 'Pengingat',
  text: 'Ada 3 pengingat.',
  ...change,
});

const EVIL = 'jahat@jahat.example';
// prettier-ignore
const ADDRESSES = [
  `${SARI}\r\nBcc: ${EVIL}`, `${SARI}\nBcc: ${EVIL}`, `${SARI}, ${EVIL}`, `${SARI};${EVIL}`, `${SARI} ${EVIL}`, `<${SARI}>, <${EVIL}>`,
  `"${EVIL}" <${SARI}>`, `${EVIL}\u0000${SARI}`, `${SARI}> RCPT TO:<${EVIL}`, `group: ${SARI}, ${EVIL};`, `${SARI}\r\n\r\nDATA`, `sari(${EVIL})@kantor.example`,
  `"a b"@kantor.example`, `sari@[127.0.0.1]`, `sari@kantor.example\r\nRCPT TO:<${EVIL}>`, ``, `@kantor.example`, `sari@`,
];
// prettier-ignore
const TEXTS = [
  `Sari\r\nBcc: ${EVIL}`, `Sari\nCc: ${EVIL}`, `Sari" <${EVIL}>, "x`, `Sari <${EVIL}>`, `Sari, ${EVIL}`, `Sari\r\n\r\nIsi lain`, `=?utf-8?B?DQpCY2M6IGphaGF0QGphaGF0LmV4YW1wbGU=?=`,
  `Sari\u2028Bcc: ${EVIL}`, `Sari\u0000Bcc: ${EVIL}`, `Sari\r\n.\r\nMAIL FROM:<${EVIL}>`, `Sari\u0085Bcc: ${EVIL}`, `Sari\rBcc: ${EVIL}`,
];

test('thirty recipients and names that try to reach somebody else reach nobody, or only the one address', async () => {
  expect(ADDRESSES.length + TEXTS.length).toBe(30);
  for (const address of ADDRESSES)
    await expect(mail.send(letter({ to: { name: 'Sari', address } }))).rejects.toThrow('address is not well formed');
  expect(received).toEqual([]);
  for (const name of TEXTS) await mail.send(letter({ to: { name, address: SARI } })).catch(() => undefined);
  expectOnlySari();
  expect(received.length).toBeGreaterThan(5);
});

test('the same in the subject and the number of the letter adds no header and no recipient', async () => {
  for (const text of TEXTS) {
    await mail.send(letter({ subject: text })).catch(() => undefined);
    await mail.send(letter({ messageId: text })).catch(() => undefined);
  }
  expect(received.length).toBeGreaterThan(10);
  expectOnlySari();
});

test('a letter that begins a line with a dot, or asks for files, arrives as it was written', async () => {
  const text = 'Baris satu\n.\nRCPT TO:<x@jahat.example>\n..dua';
  await mail.send(letter({ text }));
  const [{ raw, to } = { raw: '', to: [] }] = received;
  expect(to).toEqual([SARI]);
  expect(raw.split('\r\n\r\n').slice(1).join('\r\n\r\n').replace(/\r\n/g, '\n').trim()).toBe(text);
});

test('the letter has one number that stays the same, so that a repetition can be recognised', async () => {
  await mail.send(letter({}));
  await mail.send(letter({}));
  expect(received.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim())).toEqual(['<surat-1@sinergi>', '<surat-1@sinergi>']);
});

test('negative control: an address as plain text with a line break does reach the other one', async () => {
  const { createTransport } = await import('nodemailer');
  const { port } = server.server.address() as AddressInfo;
  await createTransport({ host: '127.0.0.1', port, secure: false }).sendMail({
    from: 'sinergi@localhost.localdomain',
    to: `${SARI}, ${EVIL}`,
    subject: 'x',
    text: 'x',
  });
  expect(received[0]?.to).toContain(EVIL);
});

function expectOnlySari(): void {
  for (const { from, to, raw } of received) {
    expect(to).toEqual([SARI]);
    expect(from).toBe('sinergi@localhost.localdomain');
    const head = (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n');
    const names = head.map((line) => line.split(':')[0]?.toLowerCase());
    expect(names.filter((name) => name === 'bcc' || name === 'cc')).toEqual([]);
    for (const name of ['to', 'from', 'subject', 'message-id']) expect(names.filter((found) => found === name)).toHaveLength(1);
    expect(head.find((line) => /^to:/i.test(line))).not.toMatch(/<[^>]*jahat/);
  }
}
