"use client";

import { NewPersonForm } from "@/components/settings/new-person-form";
import { PeopleTable } from "@/components/settings/people-table";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { useApiView } from "@/components/settings/use-api-view";
import { ViewNotice } from "@/components/settings/view-notice";
import { Card } from "@/components/ui/card";
import type { PersonView } from "@/lib/contracts/api-people";

interface PeopleScreenProps {
  project: string;
  initial: { people: PersonView[] };
}

/** Who can sign in, and what they may do, in this project and in all of them. */
export function PeopleScreen({ project, initial }: PeopleScreenProps) {
  const people = useApiView("/api/v1/people", initial);
  const { reload } = people;
  return (
    <SettingsFrame project={project} area="people">
      <p className="max-w-[72ch] text-ink-2">
        A viewer reads what happens and may abort; an operator also deploys and steers; an admin also changes settings
        and people. A lower role counts at once, also for pages that are open; whoever is given a higher one signs in
        again.
      </p>
      <ViewNotice {...people} />
      <Card title="People">
        <PeopleTable project={project} people={people.view.people} onChanged={reload} />
      </Card>
      <Card title="Add somebody">
        <NewPersonForm project={project} onAdded={reload} />
      </Card>
    </SettingsFrame>
  );
}
