import { type DriverName, driverNames } from './drivers';

/** Contributions of each driver to each point, in the units of whatever the points are. */
export class Contributions {
  readonly values: Float64Array;

  constructor(readonly points: number) {
    this.values = new Float64Array(points * driverNames.length);
  }

  add(point: number, driver: DriverName, value: number): void {
    this.addAt(point, driverNames.indexOf(driver), value);
  }

  /** @param driver place in `driverNames` */
  addAt(point: number, driver: number, value: number): void {
    const at = point * driverNames.length + driver;
    this.values[at] = (this.values[at] as number) + value;
  }

  /** Adds what one point is made of to another. */
  addPoint(point: number, other: number): void {
    for (let driver = 0; driver < driverNames.length; driver++)
      this.addAt(point, driver, this.values[other * driverNames.length + driver] as number);
  }

  scale(point: number, factor: number): void {
    const from = point * driverNames.length;
    for (let at = from; at < from + driverNames.length; at++) this.values[at] = (this.values[at] as number) * factor;
  }

  sum(point: number): number {
    const from = point * driverNames.length;
    let sum = 0;
    for (let at = from; at < from + driverNames.length; at++) sum += this.values[at] as number;
    return sum;
  }

  /** Gives one driver whatever the others leave of a point. */
  settle(point: number, driver: DriverName, total: number): void {
    this.add(point, driver, total - this.sum(point));
  }
}
