/**
 * Sets of 100-year global warming potentials (IPCC assessment reports). Factors of a calculation are CO2e already; the
 * set says with which potentials they were made.
 *
 * Source: ISO 14067:2018, latest IPCC values. The second report (SAR) is known so that old reports can be recognised,
 * and cannot be chosen for a new result.
 */
export const selectableGwpSets: ReadonlySet<string> = new Set(["AR4", "AR5", "AR6"]);

/** The newest set, also used when a request names none. */
export const currentGwpSet = "AR6";
