using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Notices.Contracts;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;

namespace CivicLoop;

/// <summary>Fills what the layouts show of a person: who is signed in, and the entries of the menu
/// that this person may open.</summary>
internal sealed class ConsoleMenu(RequestDelegate next)
{
    private const string Tasks = "Console.Tasks";

    private static readonly (Permission Needs, MenuEntry Entry)[] Office =
    [
        (Permission.CaseSee, new("Console.Dashboard", "/console/dashboard", "chart")
        {
            Also = ["/console/administration/residents"],
        }),
        (Permission.CaseSee, new("Console.Cases", "/console/cases", "list")),
        (Permission.CaseSee, new("Console.Filters", "/console/filters", "search")),
        (Permission.CaseReport, new("Console.Report", "/console/report", "report")),
        (Permission.EvaluationSee, new("Console.Evaluation", "/console/evaluation", "chart")),
        (Permission.EvaluationSee, new("Console.WhatIf", "/console/what-if", "loop")),
        (Permission.Anyone, new("Console.Scores", "/console/scores", "chart")
        {
            Also = ["/console/scorecards", "/console/score-appeals"],
        }),
        (Permission.Anyone, new("Console.Statistics", "/console/statistics", "chart")),
        (Permission.Anyone, new("Console.Appraisal", "/console/appraisal", "chart")),
        (Permission.InspectionVisit, new("Console.Visits", "/console/visits", "check")),
        (Permission.InspectionPlan, new(
            "Console.Inspections", "/console/inspections", "check")),
        (Permission.InspectionRead, new(
            "Console.InspectionResults", "/console/inspections/results", "chart")),
        (Permission.TaskWork, new("Console.Tasks", "/console/tasks", "check")),
        (Permission.Anyone, new("Console.Plans", "/console/tasks/plans", "list")),
        (Permission.Anyone, new("Console.Burden", "/console/burden", "clock")),
        (Permission.Anyone, new("Console.Sites", "/console/sites", "map")),
        (Permission.Anyone, new("Console.Standards", "/console/standards", "check")),
        (Permission.Anyone, new(
            "Console.Responsibility", "/console/responsibility", "organization")),
        (Permission.Anyone, new("Console.Materials", "/console/materials", "inbox")),
        (Permission.Anyone, new("Console.Planning", "/console/planning", "map")),
        (Permission.PatrolWork, new("Console.PatrolToday", "/console/patrols/today", "check")),
        (Permission.Anyone, new("Console.Patrols", "/console/patrols", "map")),
        (Permission.Anyone, new("Console.Food", "/console/food", "check")),
        (Permission.Anyone, new("Console.Markets", "/console/markets", "chart")),
        (Permission.Anyone, new("Console.Surveys", "/console/surveys", "report")),
        (Permission.Anyone, new("Console.Bulletins", "/console/bulletins", "list")),
        (Permission.Anyone, new("Console.Letters", "/console/letters", "inbox")),
        (Permission.CaseSee, new("Console.Centre", "/console/command/centre", "map")),
        (Permission.Anyone, new("Console.Situations", "/console/command/situations", "loop")),
        (Permission.Anyone, new("Console.Directives", "/console/directives", "check")),
        (Permission.DirectiveIssue, new(
            "Console.Broadcasts", "/console/command/broadcasts", "bell")),
        (Permission.DeskKeep, new("Console.Desk", "/console/desk", "clock")),
        (Permission.Anyone, new("Console.Command", "/console/command", "person")),
        (Permission.CaseSee, new("Console.Help", "/console/help", "loop")),
    ];

    private static readonly (Permission Needs, MenuEntry Entry)[] Administration =
    [
        (Permission.OrganizationEdit, new(
            "Console.Organizations", "/console/administration/organizations", "organization")),
        (Permission.SecurityKeep, new(
            "Console.Accounts", "/console/administration/accounts", "person")),
        (Permission.SecurityKeep, new(
            "Console.Roles", "/console/administration/roles", "check")),
        (Permission.SecurityKeep, new(
            "Console.Tokens", "/console/administration/tokens", "gear")),
        (Permission.CatalogueEdit, new(
            "Console.Areas", "/console/administration/areas", "map")),
        (Permission.CatalogueEdit, new(
            "Console.Catalogue", "/console/administration/catalogue", "gear")),
        (Permission.CatalogueEdit, new(
            "Console.Templates", "/console/administration/templates", "report")),
        (Permission.CalendarEdit, new(
            "Console.Calendar", "/console/administration/calendar", "calendar")),
        (Permission.RoutingEdit, new(
            "Console.Routing", "/console/administration/routing", "gear")),
        (Permission.SystemKeep, new(
            "Console.Wall", "/console/administration/wall", "gear")),
        (Permission.AuditRead, new(
            "Console.Audit", "/console/administration/audit", "search")),
    ];

    public async Task InvokeAsync(
        HttpContext request, PageChrome chrome, CityHolder city, Callers callers, CaseLists lists,
        ReadNotices notices, CountWaiting waiting)
    {
        if (await callers.SignedInAsync(request) is { } signedIn)
        {
            chrome.SignedInName = signedIn.DisplayName;
            chrome.PostName = city.Current.Organizations
                .Find(signedIn.Caller.OrganizationCode)?.Name.In(RequestLanguage.Of(request));
            if (request.Request.Path.StartsWithSegments("/console")
                || request.Request.Path.StartsWithSegments("/account"))
            {
                chrome.Menu = await MenuAsync(
                    signedIn.Caller, lists, waiting, request.RequestAborted);
                chrome.NoticesUnread = await notices.UnreadAsync(
                    signedIn.Caller, request.RequestAborted);
            }
        }

        await next(request);
    }

    private static async Task<IReadOnlyList<MenuGroup>> MenuAsync(
        Caller caller, CaseLists lists, CountWaiting waiting, CancellationToken stop) =>
        GroupsFor(caller, new Dictionary<string, int>(await lists.CountsAsync(caller, stop))
        {
            [Tasks] = await waiting.OfAsync(caller, BoundedCount.Max, stop),
        });

    /// <summary>The menu of a caller; the same whoever asks for it.</summary>
    /// <param name="counts">What waits in each worklist, and of the unit's tasks.</param>
    public static IReadOnlyList<MenuGroup> GroupsFor(
        Caller caller, IReadOnlyDictionary<string, int> counts)
    {
        var groups = new List<MenuGroup>
        {
            new("Console.Worklists",
            [
                new("Console.Home", "/console", "home"),
                .. Duty.All.Where(duty => caller.MaySomewhere(duty.Permission))
                    .Select(duty => new MenuEntry(
                        $"Duty.{duty.Name}", $"/console/work/{duty.Name}", "inbox",
                        Shown(counts.GetValueOrDefault(duty.Name)))),
            ]),
            new("Console.Loop",
            [
                .. Allowed(Office, caller).Select(entry => entry.Text == Tasks
                    ? entry with { Count = Shown(counts.GetValueOrDefault(Tasks)) }
                    : entry),
            ]),
            new("Console.Administration", Allowed(Administration, caller)),
        };
        return [.. groups.Where(group => group.Entries.Count > 0)];
    }

    private static IReadOnlyList<MenuEntry> Allowed(
        (Permission Needs, MenuEntry Entry)[] entries, Caller caller) =>
        [.. entries.Where(one => caller.MaySomewhere(one.Needs)).Select(one => one.Entry)];

    private static string? Shown(int count) =>
        count == 0 ? null : BoundedCount.Show(count);
}
