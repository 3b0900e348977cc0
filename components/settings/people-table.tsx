"use client";

import { useCallback, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { PersonDialog, type PersonWish } from "@/components/settings/person-dialog";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Time } from "@/components/ui/time";
import type { PersonView } from "@/lib/contracts/api-people";

interface PeopleTableProps {
  project: string;
  people: readonly PersonView[];
  onChanged: () => void;
}

type Asked = { person: PersonView; wish: PersonWish; trigger: HTMLElement };

const wishes: readonly { wish: PersonWish; word: string }[] = [
  { wish: "role", word: "Role…" },
  { wish: "password", word: "New password…" },
  { wish: "sign-out", word: "Sign out…" },
  { wish: "remove", word: "Remove…" },
];

/** Everybody who can sign in: what they may do, where they are signed in, and what an admin can change. */
export function PeopleTable({ project, people, onChanged }: PeopleTableProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const finish = useCallback(() => {
    setAsked(null);
    onChanged();
  }, [onChanged]);
  return (
    <>
      <ScrollRegion label="People">
        <table className="w-full text-left">
          <caption className="sr-only">People who can sign in, by e-mail</caption>
          <thead className="text-meta text-ink-2">
            <tr className="border-b border-hairline">
              {["Name", "Roles", "Signs in", "Since"].map((word) => (
                <th key={word} scope="col" className="py-2 pr-4 font-semibold">
                  {word}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <PersonRow
                key={person.email}
                person={person}
                onAsk={(wish, trigger) => setAsked({ person, wish, trigger })}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {asked && <PersonDialog {...asked} project={project} onDone={finish} onClose={close} />}
    </>
  );
}

interface PersonRowProps {
  person: PersonView;
  onAsk: (wish: PersonWish, trigger: HTMLElement) => void;
}

function PersonRow({ person, onAsk }: PersonRowProps) {
  const { name, email, createdAt } = person;
  return (
    <tr data-row="" className="border-b border-hairline align-top last:border-b-0">
      <th scope="row" className="py-2 pr-4 font-semibold">
        {name}
        <span className="block font-normal text-ink-2">{email}</span>
      </th>
      <td className="py-2 pr-4">
        <Roles grants={person.grants} />
      </td>
      <td className="py-2 pr-4 whitespace-nowrap">{describeSignIn(person)}</td>
      <td className="py-2 pr-4">
        <Time at={createdAt} relative={false} />
      </td>
      <td className="py-1">
        <span className="flex justify-end gap-2">
          {wishes.map(({ wish, word }) => (
            <ActButton
              key={wish}
              needs="configure"
              aria-haspopup="dialog"
              onClick={(event) => onAsk(wish, event.currentTarget)}
            >
              {word}
              <span className="sr-only"> {name}</span>
            </ActButton>
          ))}
        </span>
      </td>
    </tr>
  );
}

function Roles({ grants }: Pick<PersonView, "grants">) {
  if (grants.length === 0) return <span className="text-ink-2">none</span>;
  return (
    <ul>
      {grants.map(({ project, role, givenBy }) => (
        <li key={`${project} ${givenBy}`} className="whitespace-nowrap">
          {role} <span className="text-ink-2">of {project ?? "all projects"}</span>
          {givenBy === "groups" && <span className="text-ink-2">, by groups</span>}
        </li>
      ))}
    </ul>
  );
}

function describeSignIn({ hasPassword, sessions }: PersonView): string {
  const by = hasPassword ? "with a password" : "without a password";
  return sessions === 0 ? by : `${by}, in ${sessions} ${sessions === 1 ? "browser" : "browsers"}`;
}
