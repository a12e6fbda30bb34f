import { useWords } from '../../language.js';
import type { IconName } from '../../parts/icon.js';
import { useMay } from '../../session.js';

interface Command {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
}

/** Pages and deeds of the role whose name holds every word that was typed. */
export function useCommands(text: string): readonly Command[] {
  const words = useWords();
  const may = useMay();
  const { does, goTo } = words.palette;
  const all: readonly (Command & { readonly needs: string })[] = [
    { to: '/cpmi/baru', label: does.register, icon: 'plus', needs: 'candidate.register' },
    { to: '/impor', label: does.import, icon: 'upload', needs: 'import.upload' },
    { to: '/verifikasi', label: does.verify, icon: 'check', needs: 'document.verify' },
    { to: '/cpmi?departure=at_risk', label: does.atRisk, icon: 'warning', needs: 'cycle.view' },
    { to: '/kemitraan', label: does.visit, icon: 'handshake', needs: 'visit.record' },
    { to: '/serah-terima', label: does.handOver, icon: 'swap', needs: 'handover.offer' },
    { to: '/', label: goTo(words.nav.home), icon: 'home', needs: 'home.view' },
    { to: '/cpmi', label: goTo(words.nav.candidates), icon: 'people', needs: 'candidate.list' },
    { to: '/keberangkatan', label: goTo(words.nav.departures), icon: 'flag', needs: 'departure.list' },
    { to: '/pelatihan', label: goTo(words.nav.training), icon: 'cap', needs: 'training.list' },
    { to: '/pengingat', label: goTo(words.nav.reminders), icon: 'bell', needs: 'notice.list' },
    { to: '/dasbor', label: goTo(words.nav.dashboard), icon: 'chart', needs: 'dashboard.view' },
    { to: '/admin', label: goTo(words.nav.admin), icon: 'lock', needs: 'user.list' },
    { to: '/bantuan', label: goTo(words.nav.help), icon: 'info', needs: 'home.view' },
  ];
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ needs, label }) => may(needs) && wanted.every((word) => label.toLowerCase().includes(word)));
}
