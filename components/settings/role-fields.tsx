import { ChoiceField } from "@/components/ui/field";
import { type Role, roles } from "@/lib/domain/access/roles";

interface RoleFieldsProps {
  project: string;
  /** Null = none. */
  role: Role | null;
  isEverywhere: boolean;
  /** "none" can be chosen too. */
  mayBeNone?: boolean;
  onRole: (role: Role | null) => void;
  onEverywhere: (isEverywhere: boolean) => void;
}

/** A role, and where it counts. */
export function RoleFields({ project, role, isEverywhere, mayBeNone = false, onRole, onEverywhere }: RoleFieldsProps) {
  return (
    <>
      <ChoiceField
        label="Where"
        value={isEverywhere ? "all" : "this"}
        onChange={(event) => onEverywhere(event.target.value === "all")}
      >
        <option value="this">In {project}</option>
        <option value="all">In all projects, also those to come</option>
      </ChoiceField>
      <ChoiceField
        label="Role"
        value={role ?? "none"}
        onChange={(event) => onRole(roles.find((each) => each === event.target.value) ?? null)}
      >
        {(mayBeNone || role === null) && <option value="none">none</option>}
        {roles.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </ChoiceField>
    </>
  );
}
