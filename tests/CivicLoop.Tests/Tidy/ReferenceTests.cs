using System.Collections.Frozen;
using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Tests.Tidy;

/// <summary>The pages of docs/reference say what the code does, because they are written from it.
/// </summary>
public sealed class ReferenceTests
{
    private const string Made =
        "*Written from the code by `ReferenceTests`; changes made here by hand are refused.*";

    private static readonly Texts Words = new();

    private static readonly ProblemTexts Problems =
        new(Words, new When(new CityHolder(), Words, TimeProvider.System));

    private static readonly FrozenDictionary<string, string> CaseWords =
        Texts.Read(typeof(CasePageTexts), Texts.English);

    [Fact]
    public void The_workflow_page_is_the_workflow_table() => GeneratedPage.Hold(
        "docs/reference/workflow.md",
        [
            "# The workflow of a case", "", Made, "",
            "One table decides what can be done to a case. Buttons, API and help page are derived "
                + "from it;",
            "`GET /api/v1/workflow` answers it as JSON, `/console/help` shows it. A command is "
                + "done by",
            "`POST /api/v1/cases/{number}/{command}`.", "",
            "## States", "",
            GeneratedPage.Row("state", "中文", "English", "somebody must still act"),
            GeneratedPage.Rule(4),
            .. Enum.GetValues<CaseState>().Select(state => GeneratedPage.Row(
                Code(state), Chinese(state), English(state),
                CaseWorkflow.IsOpen(state) ? "yes" : "no")),
            "", "## Commands", "",
            "“Stays” means that the state does not change. Permissions are explained in "
                + "[permissions](permissions.md).", "",
            GeneratedPage.Row("command", "中文", "from", "to", "permission", "needs", "clocks"),
            GeneratedPage.Rule(7),
            .. CaseWorkflow.Edges.Select(Edge),
            "", "## Why some rows are as they are", "",
            .. CaseWorkflow.Edges.Where(edge => edge.Why is not null)
                .Select(edge => $"- `{CaseCommandNames.Write(edge.Command)}`: {edge.Why}"),
            "", "## Worklists", "",
            GeneratedPage.Row("worklist", "中文", "English", "states", "permission"),
            GeneratedPage.Rule(5),
            .. Duty.All.Select(duty => GeneratedPage.Row(
                $"`{duty.Name}`", Words.Get(Texts.Chinese, $"Duty.{duty.Name}"),
                Words.Get(Texts.English, $"Duty.{duty.Name}"),
                string.Join(", ", duty.States.Select(state => Code(state))),
                Code(duty.Permission))),
        ]);

    [Fact]
    public void The_problems_page_lists_every_problem() => GeneratedPage.Hold(
        "docs/reference/problems.md",
        [
            "# Problems", "", Made, "",
            "Everything CivicLoop refuses has a number. Its first three digits are the HTTP "
                + "status. The API",
            "answers RFC 9457 problem details with the number; pages show the same text beside "
                + "the field;",
            "an import writes it next to the rejected row. `{0}`, `{1}` and `{field}` stand for "
                + "what is named.", "",
            GeneratedPage.Row("number", "name", "what is wrong", "what to do", "中文"),
            GeneratedPage.Rule(5),
            .. Enum.GetValues<ProblemCode>().Order().Select(code => GeneratedPage.Row(
                ((int)code).ToString(CultureInfo.InvariantCulture), Code(code),
                Problems.All(Texts.English)[code.ToString()],
                Problems.Fix(Texts.English, code),
                Problems.All(Texts.Chinese)[code.ToString()] + Gap(code)
                    + Problems.Fix(Texts.Chinese, code))),
        ]);

    [Fact]
    public void The_permissions_page_lists_every_permission_and_built_in_role() =>
        GeneratedPage.Hold(
            "docs/reference/permissions.md",
            [
                "# Permissions and roles", "", Made, "",
                "Code asks for a permission, never for a role. A role is a named set of "
                    + "permissions and is data:",
                "the security keeper changes it under `/console/administration/roles`. A post "
                    + "gives a person a",
                "role at an organisation, within a scope (organisation subtree × area subtree).",
                "",
                "System, security and audit duty are held by three persons; no account may join "
                    + "two of them,",
                "and each needs a second factor.", "",
                "## Permissions", "",
                GeneratedPage.Row("permission", "中文", "English", "roles of a new city"),
                GeneratedPage.Rule(4),
                .. Enum.GetValues<Permission>().Select(permission => GeneratedPage.Row(
                    Code(permission), Chinese(permission), English(permission),
                    HeldBy(permission))),
                "", "## Roles of a new city", "",
                GeneratedPage.Row("role", "中文", "English", "acts for", "permissions"),
                GeneratedPage.Rule(5),
                .. BuiltInRoles.All.Select(role => GeneratedPage.Row(
                    $"`{role.Code}`", role.NameZh, role.NameEn,
                    role.IsOfLine ? "its own organisation" : "the city or an area",
                    string.Join(", ", role.Permissions.Select(one => Code(one))))),
            ]);

    private static string Edge(CaseEdge edge) => GeneratedPage.Row(
        $"`{CaseCommandNames.Write(edge.Command)}`", Chinese(edge.Command),
        edge.From.Count == Enum.GetValues<CaseState>().Length
            ? "any state"
            : string.Join(", ", edge.From.Select(state => Code(state))),
        edge.To is { } to ? Code(to) : "stays", Code(edge.Permission),
        string.Join(", ", Enum.GetValues<CaseNeeds>()
            .Where(need => need != CaseNeeds.None && edge.Needs.HasFlag(need))
            .Select(need => CaseWords[$"Need.{need}"])),
        edge.Clock == ClockEffect.None ? "" : Code(edge.Clock));

    private static string HeldBy(Permission permission) => permission switch
    {
        Permission.Anyone => "everybody, signed in or not",
        Permission.OwnReport => "whoever holds the secret link of the report",
        _ => string.Join(", ", BuiltInRoles.All
            .Where(role => role.Permissions.Contains(permission))
            .Select(role => $"`{role.Code}`")),
    };

    // A text that ends with what it names has no full stop of its own.
    private static string Gap(ProblemCode code) =>
        Problems.All(Texts.Chinese)[code.ToString()].EndsWith('。') ? "" : "。";

    private static string Code(Enum value) => $"`{value}`";

    private static string Chinese(Enum value) => Words.Of(Texts.Chinese, value);

    private static string English(Enum value) => Words.Of(Texts.English, value);
}
