import { REPEAT_MINUTES } from '../script-tables';
import { childOf, textOf, walk } from '../xml';
import { problem } from './problem';
import type { ProjectSource } from '../project-source';
import type { SdfProblem } from '../types';
import type { XmlElement } from '../xml';

/** Rule 7: a recurrence holds exactly one schedule, a SCHEDULED deployment has one, and `repeat` is a known value. */
export function checkSchedules(source: ProjectSource): readonly SdfProblem[] {
  return source.objects
    .flatMap(({ root }) => [...walk(root)].filter((element) => element.name === 'scriptdeployment'))
    .flatMap(checkDeployment);
}

function checkDeployment(deployment: XmlElement): readonly SdfProblem[] {
  const recurrence = childOf(deployment, 'recurrence');
  const scheduled = textOf(deployment, 'status') === 'SCHEDULED';
  if (recurrence === undefined) {
    return scheduled ? [problem(7, deployment.position, 'a SCHEDULED deployment needs a <recurrence>')] : [];
  }
  const one = recurrence.children.length === 1
    ? []
    : [problem(7, recurrence.position, `<recurrence> must hold exactly one schedule, not ${recurrence.children.length}`)];
  return [...one, ...recurrence.children.flatMap(checkSchedule)];
}

function checkSchedule(schedule: XmlElement): readonly SdfProblem[] {
  const repeat = childOf(schedule, 'repeat');
  const start = textOf(schedule, 'startdate');
  const end = childOf(schedule, 'enddate');
  const problems: SdfProblem[] = [];
  if (repeat !== undefined && repeat.text !== '' && !REPEAT_MINUTES.has(repeat.text)) {
    problems.push(problem(7, repeat.position, `<repeat> takes ${[...REPEAT_MINUTES.keys()].join(', ')}, not "${repeat.text}"`));
  }
  if (end !== undefined && start !== undefined && end.text !== '' && end.text.slice(0, 10) < start.slice(0, 10)) {
    problems.push(problem(7, end.position, `<enddate> ${end.text} is before <startdate> ${start}`));
  }
  const days = schedule.children.filter((child) => child.name.endsWith('day'));
  if (schedule.name === 'weekly' && days.length > 0 && days.every((day) => day.text !== 'T')) {
    problems.push(problem(7, schedule.position, '<weekly> names no day'));
  }
  return problems;
}
