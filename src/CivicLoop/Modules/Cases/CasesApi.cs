using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.Cases;

/// <summary>A report as the API takes it.</summary>
internal sealed record ReportBody
{
    public string? Class { get; init; }

    public int? Condition { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    public string? CoordinateSystem { get; init; }

    public string? Address { get; init; }

    public string? Description { get; init; }

    public ContactInput? Contact { get; init; }

    public IReadOnlyList<string>? Pictures { get; init; }

    public string? Source { get; init; }
}

/// <summary>A command's input as the API takes it; see the workflow for what each needs.</summary>
internal sealed record ActBody
{
    public string? Reason { get; init; }

    public string? Text { get; init; }

    public bool Internal { get; init; }

    public string? Unit { get; init; }

    public DateTimeOffset? Until { get; init; }

    public DateTimeOffset? ReviewDate { get; init; }

    public string? OtherCase { get; init; }

    public IReadOnlyList<PartInput>? Parts { get; init; }

    public IReadOnlyList<string>? Pictures { get; init; }

    public string? Class { get; init; }

    public int? Condition { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    public string? CoordinateSystem { get; init; }

    public string? Address { get; init; }

    public long? Version { get; init; }

    /// <summary>The secret of the report, where its reporter acts.</summary>
    public string? Secret { get; init; }
}

/// <summary>Every action and list of cases under <c>/api/v1</c>.</summary>
internal static class CasesApi
{
    public static void MapCasesApi(this RouteGroupBuilder api)
    {
        api.MapPost("/cases", ReportAsync).WithName("ReportCase");
        api.MapGet("/cases", ListAsync).WithName("ListCases");
        api.MapGet("/cases/similar", SimilarAsync).WithName("FindSimilarCases");
        api.MapGet("/cases/{number}", ShowAsync).WithName("ShowCase");
        api.MapGet("/cases/{number}/position.geojson", PositionAsync).ExcludeFromDescription();
        api.MapGet("/cases/{number}/timeline", TimelineAsync).WithName("ShowTimeline");
        api.MapGet("/cases/{number}/contact", ContactAsync).WithName("ShowContact");
        api.MapPost("/cases/{number}/join", JoinAsync).WithName("JoinCase");
        api.MapPost("/cases/{number}/{command}", ActAsync).WithName("ActOnCase");
        api.MapGet("/worklists", CountsAsync).WithName("ListWorklists");
        api.MapGet("/worklists/{duty}", WorklistAsync).WithName("ShowWorklist");
        api.MapGet("/workflow", () => Results.Json(WorkflowView.All, ApiAnswers.Json))
            .WithName("ShowWorkflow");
    }

    private static async Task<IResult> ReportAsync(
        HttpContext request, ReportBody body, ReportCase report, Callers callers, CityHolder city,
        TimeProvider time)
    {
        if (!Place(body.Class, body.Condition, body.Lat, body.Lon, body.CoordinateSystem,
                body.Address).Try(out var place, out var problem))
        {
            return ApiAnswers.Of(request, problem);
        }

        var caller = await callers.OfAsync(request);
        if (!ReadSource(body.Source, caller).Try(out var source, out var unknown))
        {
            return ApiAnswers.Of(request, unknown);
        }

        var input = new ReportInput
        {
            Place = place,
            Description = body.Description,
            Contact = body.Contact,
            Pictures = body.Pictures ?? [],
            Source = source,
            Language = RequestLanguage.Of(request),
        };
        var outcome = await report.RunAsync(input, caller, request.RequestAborted);
        return ApiAnswers.Of(
            request, outcome,
            done => new
            {
                done.Case.Number,
                done.Secret,
                Case = CaseView.Of(done.Case, city.Current, time.GetUtcNow(), caller),
            },
            StatusCodes.Status201Created);
    }

    private static async Task<IResult> ActAsync(
        HttpContext request, string number, string command, ActBody body, ActOnCase act,
        ShowCase show, Callers callers, CityHolder city, TimeProvider time)
    {
        if (CaseCommandNames.Read(command) is not { } asked)
        {
            return ApiAnswers.Of(
                request, new Problem(ProblemCode.UnknownValue, "command", command));
        }

        if (!Place(body.Class, body.Condition, body.Lat, body.Lon, body.CoordinateSystem,
                body.Address).Try(out var place, out var problem))
        {
            return ApiAnswers.Of(request, problem);
        }

        var caller = await show.IsReporterAsync(number, body.Secret, request.RequestAborted)
            ? Caller.Reporter
            : await callers.OfAsync(request);
        var input = new ActInput
        {
            Words = body.Text ?? body.Reason,
            Internal = body.Internal,
            Unit = body.Unit,
            Until = body.Until ?? body.ReviewDate,
            OtherCase = body.OtherCase,
            Parts = body.Parts ?? [],
            Pictures = body.Pictures ?? [],
            Place = place,
            Version = body.Version,
        };
        var outcome = await act.RunAsync(number, asked, input, caller, request.RequestAborted);
        return ApiAnswers.Of(
            request, outcome, row => CaseView.Of(row, city.Current, time.GetUtcNow(), caller));
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, string number, string? secret, ShowCase show, Callers callers,
        CityHolder city, TimeProvider time)
    {
        var caller = await callers.OfAsync(request);
        var staff = caller.MaySomewhere(Permission.CaseSee);
        var outcome = staff
            ? await show.ForStaffAsync(number, caller, request.RequestAborted)
            : await show.ForPublicAsync(number, secret, request.RequestAborted);
        return ApiAnswers.Of(
            request, outcome,
            file => CaseView.Of(
                file.Case, city.Current, time.GetUtcNow(), staff ? caller : null));
    }

    // The map of one case asks as it does for many: by a collection of features.
    private static async Task<IResult> PositionAsync(
        HttpContext request, string number, string? secret, ShowCase show, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        var outcome = caller.MaySomewhere(Permission.CaseSee)
            ? await show.ForStaffAsync(number, caller, request.RequestAborted)
            : await show.ForPublicAsync(number, secret, request.RequestAborted);
        return ApiAnswers.Of(request, outcome, file => new
        {
            Type = "FeatureCollection",
            Features = new[]
            {
                new
                {
                    Type = "Feature",
                    Geometry = new
                    {
                        Type = "Point",
                        Coordinates = new[] { file.Case.Lon ?? 0, file.Case.Lat ?? 0 },
                    },
                    Properties = new { file.Case.Number, State = file.Case.State.ToString() },
                },
            },
        });
    }

    private static async Task<IResult> TimelineAsync(
        HttpContext request, string number, string? secret, ShowCase show, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        var outcome = caller.MaySomewhere(Permission.CaseSee)
            ? await show.ForStaffAsync(number, caller, request.RequestAborted)
            : await show.ForPublicAsync(number, secret, request.RequestAborted);
        return ApiAnswers.Of(request, outcome, file => new { Items = file.Timeline });
    }

    private static async Task<IResult> ContactAsync(
        HttpContext request, string number, CaseContacts contacts, ShowCase show, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        var found = await show.ForStaffAsync(number, caller, request.RequestAborted);
        return found.Try(out var file, out var problem)
            ? ApiAnswers.Of(
                request,
                await contacts.ShowAsync(file.Case.Id, caller, request.RequestAborted),
                contact => new { contact.Name, contact.Email, contact.Phone })
            : ApiAnswers.Of(request, problem);
    }

    private static async Task<IResult> JoinAsync(
        HttpContext request, string number, ContactInput? contact, ShowCase show, JoinCase join,
        Callers callers)
    {
        var found = await show.ForPublicAsync(number, secret: null, request.RequestAborted);
        if (!found.Try(out var file, out var problem))
        {
            return ApiAnswers.Of(request, problem);
        }

        var caller = await callers.OfAsync(request);
        return ApiAnswers.Of(
            request,
            await join.RunAsync(
                file.Case.Id, contact, RequestLanguage.Of(request), caller,
                request.RequestAborted),
            done => new { done.Case.Number, done.Secret, done.Case.Supporters });
    }

    private static async Task<IResult> SimilarAsync(
        HttpContext request, string @class, double lat, double lon, string? words,
        [FromQuery] string[]? pictures, FindSimilarCases similar, Callers callers, CityHolder city,
        TimeProvider time)
    {
        var caller = await callers.OfAsync(request);
        var staff = caller.MaySomewhere(Permission.CaseSee);
        var found = await similar.RunAsync(
            @class, lat, lon, words, except: null, staff, request.RequestAborted, pictures);
        return Results.Json(
            new
            {
                Items = found.Select(one => new
                {
                    Case = CaseView.Of(
                        staff || CasePublic.WordsAreOut(one.Case)
                            ? one.Case
                            : one.Case with { Description = null },
                        city.Current, time.GetUtcNow(), caller: null),
                    one.Metres,
                    one.Score,
                }),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, [AsParameters] CaseListQuery query, CaseLists lists, Callers callers,
        CityHolder city, TimeProvider time)
    {
        var caller = await callers.OfAsync(request);
        if (!caller.MaySomewhere(Permission.CaseSee))
        {
            return ApiAnswers.Of(
                request, new Problem(ProblemCode.NotPermitted, null, Permission.CaseSee));
        }

        if (!query.Filter(city.Current.Organizations).Try(out var filter, out var problem))
        {
            return ApiAnswers.Of(request, problem);
        }

        IQueryable<Case> Narrow(IQueryable<Case> rows) => filter.Apply(
            CaseFilter.Visible(rows, caller, Permission.CaseSee, city.Current),
            city.Current, time.GetUtcNow());
        var page = filter.Due is null
            ? await lists.NewestAsync(Narrow, query.After, query.Size, request.RequestAborted)
            : await lists.MostUrgentAsync(Narrow, query.After, query.Size, request.RequestAborted);
        return Answer(page, caller, city, time);
    }

    private static async Task<IResult> CountsAsync(
        HttpContext request, CaseLists lists, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return Results.Json(
            await lists.CountsAsync(caller, request.RequestAborted), ApiAnswers.Json);
    }

    private static async Task<IResult> WorklistAsync(
        HttpContext request, string duty, [AsParameters] CaseListQuery query, CaseLists lists,
        Callers callers, CityHolder city, TimeProvider time)
    {
        if (Duty.Find(duty) is not { } found)
        {
            return ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "duty", duty));
        }

        var caller = await callers.OfAsync(request);
        if (!caller.MaySomewhere(found.Permission))
        {
            return ApiAnswers.Of(
                request, new Problem(ProblemCode.NotPermitted, null, found.Permission));
        }

        return query.Filter(city.Current.Organizations).Try(out var filter, out var problem)
            ? Answer(
                await lists.DutyAsync(
                    found, caller, filter, query.After, query.Size, request.RequestAborted),
                caller, city, time)
            : ApiAnswers.Of(request, problem);
    }

    /// <summary>A page of cases as every list answers it.</summary>
    public static IResult Answer(
        Page<Case> page, Caller caller, CityHolder city, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return Results.Json(
            new
            {
                Items = page.Items.Select(row => CaseView.Of(row, city.Current, now, caller)),
                page.Next,
            },
            ApiAnswers.Json);
    }

    private static Outcome<CaseSource> ReadSource(string? word, Caller caller) =>
        string.IsNullOrWhiteSpace(word)
            ? caller.MaySomewhere(Permission.CaseReport) ? CaseSource.Worker : CaseSource.Resident
            : Enum.TryParse<CaseSource>(word, ignoreCase: true, out var source)
                && Enum.IsDefined(source)
                ? source
                : new Problem(ProblemCode.UnknownValue, "source", word);

    private static Outcome<PlaceInput> Place(
        string? @class, int? condition, double? lat, double? lon, string? system,
        string? address) =>
        CoordinateSystemNames.Read(system).Try(out var read, out var unknown)
            ? new PlaceInput
            {
                Class = @class,
                Condition = condition,
                Lat = lat,
                Lon = lon,
                System = read,
                Address = address,
            }
            : unknown;
}
