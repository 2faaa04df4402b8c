import type { AuditEntry } from "../../../wire";
import classes from "../Settings.module.css";
import { changedFields, readable } from "./changed-fields";

/** The fields that differ, before beside after; secrets come masked. */
export function Changes({ entry }: { entry: AuditEntry }) {
  const fields = changedFields(entry.before, entry.after);
  if (fields.length === 0) return <p className="quiet">Nothing is noted beside the action itself.</p>;
  const both = entry.before !== null && entry.after !== null;
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {entry.before !== null && <th scope="col">Before</th>}
          {entry.after !== null && <th scope="col">{both ? "After" : "Value"}</th>}
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row" className="mono">
              {field}
            </th>
            {entry.before !== null && <td className={both ? "quiet" : undefined}>{readable(before)}</td>}
            {entry.after !== null && <td>{readable(after)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
