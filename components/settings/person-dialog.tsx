"use client";

import { useMemo, useState } from "react";
import { RoleFields } from "@/components/settings/role-fields";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { useAction, useWhenDone } from "@/components/ui/use-action";
import type { PersonView } from "@/lib/contracts/api-people";
import type { Role } from "@/lib/domain/access/roles";
import { shortestPassword } from "@/lib/domain/access/shortest-password";

export type PersonWish = "role" | "password" | "sign-out" | "remove";

interface PersonDialogProps {
  project: string;
  person: PersonView;
  wish: PersonWish;
  trigger: HTMLElement;
  onDone: () => void;
  onClose: () => void;
}

/** Asks before something about a person changes. */
export function PersonDialog({ wish, ...props }: PersonDialogProps) {
  if (wish === "role") return <RoleDialog {...props} />;
  if (wish === "password") return <PasswordDialog {...props} />;
  return <LeaveDialog wish={wish} {...props} />;
}

const leaving = {
  "sign-out": {
    title: (name: string) => `Sign ${name} out everywhere?`,
    consequence: "Every browser in which the person is signed in has to sign in again.",
    confirm: "Sign out",
    sending: "Signing out…",
    cancel: "Not now",
    asksReason: false,
  },
  remove: {
    title: (name: string) => `Remove ${name}?`,
    consequence: "All roles and sessions end at once. What the person did stays on record.",
    confirm: "Remove",
    sending: "Removing…",
    cancel: "Keep",
    asksReason: true,
  },
} as const;

function LeaveDialog({ wish, person, trigger, onDone, onClose }: FormProps & { wish: keyof typeof leaving }) {
  const { name, email } = person;
  const { title, ...words } = leaving[wish];
  const body = useMemo(() => ({ email }), [email]);
  return (
    <ConfirmDialog
      asks={{
        needs: "configure",
        title: title(name),
        path: `/api/v1/people/${wish}`,
        body,
        look: "danger",
        ...words,
      }}
      trigger={trigger}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

type FormProps = Omit<PersonDialogProps, "wish">;

function RoleDialog({ project, person, trigger, onDone, onClose }: FormProps) {
  const [isEverywhere, setEverywhere] = useState(false);
  const place = isEverywhere ? null : project;
  const given = person.grants.find((grant) => grant.givenBy === "person" && grant.project === place)?.role ?? null;
  const [chosen, setChosen] = useState<Role | null | undefined>();
  const role = chosen === undefined ? given : chosen;
  const body = useMemo(() => ({ email: person.email, role, project: place }), [person.email, role, place]);
  const action = useAction("/api/v1/people/role", body);
  useWhenDone(action, onDone);
  return (
    <Dialog
      role="alertdialog"
      title={`What may ${person.name} do?`}
      description={
        <p>
          A lower role counts at once; for a higher one the person signs in again. Of a role for all projects and one
          for this project the higher counts.
        </p>
      }
      trigger={trigger}
      onClose={onClose}
    >
      <RoleFields
        project={project}
        role={role}
        isEverywhere={isEverywhere}
        mayBeNone
        onRole={setChosen}
        onEverywhere={(next) => {
          setEverywhere(next);
          setChosen(undefined);
        }}
      />
      <ConfirmButtons
        needs="configure"
        action={action}
        confirm="Change the role"
        sending="Changing…"
        cancel="Leave it"
        look="primary"
        blocked={role === given ? "Choose another role than the present one." : null}
        onCancel={onClose}
      />
    </Dialog>
  );
}

function PasswordDialog({ person, trigger, onDone, onClose }: FormProps) {
  const [password, setPassword] = useState("");
  const body = useMemo(() => ({ email: person.email, password }), [person.email, password]);
  const action = useAction("/api/v1/people/password", body);
  useWhenDone(action, onDone);
  return (
    <Dialog
      role="alertdialog"
      title={`A new password for ${person.name}?`}
      description={<p>The old one stops working, and every browser of the person has to sign in again.</p>}
      trigger={trigger}
      onClose={onClose}
    >
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        value={password}
        maxLength={200}
        onChange={(event) => setPassword(event.target.value)}
        hint={`${shortestPassword} characters at least; several words are fine.`}
      />
      <ConfirmButtons
        needs="configure"
        action={action}
        confirm="Set the password"
        sending="Setting…"
        cancel="Leave it"
        look="primary"
        blocked={password.length < shortestPassword ? `Write at least ${shortestPassword} characters.` : null}
        onCancel={onClose}
      />
    </Dialog>
  );
}
