import { Radio } from "@mantine/core";
import type { Role } from "../../../wire";
import { roleMeanings, roleNames } from "../roles";
import classes from "../Settings.module.css";

interface RoleChoiceProps {
  label: string;
  roles: Role[];
  value: Role;
  onChange: (role: Role) => void;
}

/** One of the roles, each with what it may do. */
export function RoleChoice({ label, roles, value, onChange }: RoleChoiceProps) {
  return (
    <Radio.Group label={label} value={value} onChange={(chosen) => onChange(roles.find((role) => role === chosen) ?? value)}>
      <div className={classes.choices}>
        {roles.map((role) => (
          <Radio key={role} value={role} label={roleNames[role]} description={roleMeanings[role]} />
        ))}
      </div>
    </Radio.Group>
  );
}
