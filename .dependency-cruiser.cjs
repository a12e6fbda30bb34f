const floors = [
  ['platform', 'rulebook'],
  ['access'],
  ['candidates'],
  ['documents'],
  ['training', 'partnerships', 'protection'],
  ['placement'],
  ['imports', 'dashboards', 'reminders'],
];

const ownFloorAndAbove = (floor) => floors.slice(floor).flat().join('|');
const floorRules = floors.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    name: `floor-of-${room}`,
    comment: 'A room imports only from strictly lower floors; neighbours do not know each other.',
    severity: 'error',
    from: { path: `^libs/${room}/` },
    to: { path: `^libs/(${ownFloorAndAbove(floor)})/`, pathNot: `^libs/${room}/` },
  })),
);

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'libs-know-no-app', severity: 'error', from: { path: '^(libs|migrations)' }, to: { path: '^apps' } },
    { name: 'migrations-stand-alone', severity: 'error', from: { path: '^migrations' }, to: { path: '^libs' } },
    {
      name: 'rooms-only-through-their-door',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts)', pathNot: '^libs/$1/' },
    },
    { name: 'apps-use-the-door', severity: 'error', from: { path: '^(apps|test)' }, to: { path: '^libs/[^/]+/src/(?!index\\.ts)' } },
    // The openapi command describes the API, so it builds it.
    {
      name: 'apps-apart',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/cli/src/openapi\\.command\\.ts$' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'only-access-and-platform-touch-the-database',
      severity: 'error',
      from: { path: '^(libs|apps)', pathNot: '^(libs/(platform|access)|apps/cli)/' },
      to: { path: 'node_modules/(pg|@nestjs/typeorm)/' },
    },
    ...floorRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist|^apps/web)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
