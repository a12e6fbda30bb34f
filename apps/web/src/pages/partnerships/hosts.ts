import type { Host } from '../../api/types.js';

/** One host a line, position after a comma: `Nama Pejabat, Wakil Bupati` */
export function hostsFrom(text: string): Host[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...position] = line.split(',').map((part) => part.trim());
      return position.length > 0 ? { name, position: position.join(', ') } : { name };
    });
}

export function hostText(host: Host): string {
  return host.position ? `${host.name}, ${host.position}` : host.name;
}
