import Link from "next/link";
import { FileChanges } from "@/components/settings/file-changes";
import { RestoreVersion } from "@/components/settings/restore-version";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Card } from "@/components/ui/card";
import { CopyBlock } from "@/components/ui/copy-block";
import { Time } from "@/components/ui/time";
import type { ProjectSettings } from "@/lib/contracts/setup-views";

/** The project file as it is in force, and every version of it. */
export function ProjectScreen({ settings }: { settings: ProjectSettings }) {
  const { project, file, changes, revisionInForce, versions, scripts, requiredTests } = settings;
  return (
    <SettingsFrame project={project} area="project">
      <Card title="Required tests">
        {requiredTests.length === 0 ? (
          <p>None is named: every test that reports must have passed, and at least one must report.</p>
        ) : (
          <ul className="list-disc pl-5">
            {requiredTests.map((context) => (
              <li key={context}>{context}</li>
            ))}
          </ul>
        )}
      </Card>
      <Card
        title="Project file"
        aside={
          <>
            Version {file.revision}
            {file.inForce ? ", in force" : ", no longer in force"} · by {file.author} · <Time at={file.createdAt} />
          </>
        }
      >
        <p className="max-w-[72ch] pb-2 text-ink-2">
          It is changed by applying another one: <code className="font-mono text-log">npx sauron apply sauron.yml</code>
          . Passwords in addresses are left out here.
        </p>
        {!file.inForce && (
          <div className="pb-3">
            <RestoreVersion project={project} revision={file.revision} revisionInForce={revisionInForce} />
          </div>
        )}
        <CopyBlock text={file.source} label="the project file" />
        {file.inForce &&
          scripts.map((script) => (
            <div key={script.name} className="pt-4">
              <h3 className="pb-1 font-semibold">Script of step {script.name}</h3>
              <CopyBlock text={script.text} label={`the script of step ${script.name}`} />
            </div>
          ))}
      </Card>
      <Card
        title={`What version ${file.revision} changed`}
        aside={
          <>
            Applied by {file.author}, <Time at={file.createdAt} />
          </>
        }
      >
        <FileChanges changes={changes} />
      </Card>
      <Card title="Versions" aside={`${versions.length}, newest first`}>
        <ul className="flex flex-col">
          {versions.map((version) => (
            <li key={version.revision} className="border-b border-hairline py-2 last:border-b-0">
              <Link
                href={`/p/${project}/settings/project?revision=${version.revision}`}
                prefetch={false}
                aria-current={version.revision === file.revision ? "true" : undefined}
                className="py-1 font-semibold text-run underline-offset-2 hover:underline"
              >
                Version {version.revision}
              </Link>
              <span className="text-ink-2">
                {" "}
                by {version.author}, <Time at={version.createdAt} />
                {version.revision === revisionInForce && " · in force"}
                {version.revision === file.revision && " · shown above"}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </SettingsFrame>
  );
}
