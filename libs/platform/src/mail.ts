import { Inject, Injectable } from '@nestjs/common';
import type { Transporter } from 'nodemailer';

import { Config } from './config.js';

export interface Letter {
  /** Deterministic, so a provider can drop a repetition. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

const ADDRESS = /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,}$/;

/** Sends one letter to one address. Addresses are objects and strictly formed: a line break or comma in a plain string
 *  would reach other people. Time limits are short; the library's own is ten minutes. */
@Injectable()
export class Mail {
  private readonly url: string | null;
  private transport: Promise<Transporter> | null = null;

  constructor(@Inject(Config) config: Config) {
    this.url = config.settings.smtpUrl;
  }

  /** False when no mail server is set; letters then go to the built-in sink. */
  get hasServer(): boolean {
    return this.url !== null;
  }

  /** @throws Error of the mail server, for the caller to record and try again */
  async send(letter: Letter): Promise<void> {
    if (!this.url) throw new Error('no mail server is set');
    if (!ADDRESS.test(letter.to.address)) throw new Error('address is not well formed');
    this.transport ??= transportTo(this.url);
    const transport = await this.transport;
    await transport.sendMail({
      messageId: `<${letter.messageId}@sinergi>`,
      to: { name: letter.to.name.replace(/[\r\n",<>]/g, ' '), address: letter.to.address },
      subject: letter.subject,
      text: letter.text,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }
}

// Loaded with the first letter: an api sends none, and an office without a mail server neither.
async function transportTo(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport(withTimeLimits(url), { from: { name: 'Sinergi', address: 'sinergi@localhost.localdomain' } });
}

function withTimeLimits(url: string): string {
  const limited = new URL(url);
  for (const [name, value] of [
    ['connectionTimeout', '10000'],
    ['greetingTimeout', '10000'],
    ['socketTimeout', '20000'],
  ] as const)
    limited.searchParams.set(name, value);
  return limited.toString();
}
