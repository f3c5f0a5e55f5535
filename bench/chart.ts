import { init } from 'echarts';

/** One line of a chart: its name, and its points as [x, y]. */
export interface ChartLine {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
  /** True: drawn as steps, for counts that hold until the next look. */
  readonly steps?: boolean;
}

export interface Chart {
  readonly title: string;
  readonly xAxis: string;
  readonly yAxis: string;
  readonly lines: readonly ChartLine[];
  /** Spans of x that are marked, such as an outage. */
  readonly marked?: readonly { readonly name: string; readonly from: number; readonly to: number }[];
}

/** Colours that are told apart with any colour vision (Okabe and Ito). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9'];

/** Draws a line chart as SVG text, white behind it, so that it reads on any page. */
export function renderChart({ title, xAxis, yAxis, lines, marked = [] }: Chart): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 420 });
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    color: COLOURS,
    title: { text: title, left: 16, top: 10, textStyle: { fontSize: 16 } },
    legend: { bottom: 8, data: lines.map(({ name }) => name) },
    grid: { left: 76, right: 32, top: 56, bottom: 82 },
    xAxis: { type: 'value', name: xAxis, nameLocation: 'middle', nameGap: 28 },
    yAxis: { type: 'value', name: yAxis, nameLocation: 'middle', nameGap: 56, min: 0 },
    series: lines.map(({ name, points, steps }, index) => ({
      name, type: 'line', showSymbol: false, data: points.map(([x, y]) => [x, y]), ...(steps === true ? { step: 'end' } : {}),
      ...(index > 0 || marked.length === 0 ? {} : {
        markArea: { itemStyle: { color: '#f0e0d6' }, data: marked.map((span) => [{ name: span.name, xAxis: span.from }, { xAxis: span.to }]) },
      }),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}
