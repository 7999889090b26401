using System.Text.Json;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Audit;

/// <summary>The journal as the audit duty reads it; nothing can be changed here.</summary>
[Needs(Permission.AuditRead)]
internal sealed class AuditPage(
    ReadJournal journal, JournalReader reader, JournalVerifier verifier, Callers callers)
    : PageModel
{
    /// <summary>Kind under which the showing of a reporter's contact is journaled.</summary>
    public const string ContactShown = "case.ShowContact";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public JournalQuery Query { get; private set; } = new();

    public AuditList List { get; private set; } = new([], null);

    public SealState Seals { get; private set; } = new(0, null, 0, 0);

    public IReadOnlyList<string> Kinds { get; private set; } = [];

    public IEnumerable<JournalSubject> Subjects => journal.Known;

    public Problem? Problem { get; private set; }

    /// <summary>What the check of one subject found; null where none was asked for.</summary>
    public JournalReport? Proof { get; private set; }

    /// <summary>The facts of an entry, a line each.</summary>
    public static string Body(string json)
    {
        using var facts = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(facts, Indented);
    }

    /// <summary>This list with one part of the question exchanged.</summary>
    public string With(string name, string value) =>
        Request.Path + QueryString.Create(Request.Query
            .Where(part => part.Key != name && part.Key is not ("after" or "handler"))
            .SelectMany(part => part.Value.Select(one => KeyValuePair.Create(part.Key, one)))
            .Append(KeyValuePair.Create(name, (string?)value)));

    public Task<IActionResult> OnGetAsync([FromQuery] JournalQuery query) => ShowAsync(query);

    /// <summary>Checks one subject: reads and computes, changes nothing.</summary>
    public async Task<IActionResult> OnGetProveAsync([FromQuery] JournalQuery query)
    {
        var stop = HttpContext.RequestAborted;
        if ((await journal.SubjectAsync(query.Subject ?? "", stop))
            .Try(out var subject, out var unknown))
        {
            Proof = await verifier.VerifyAsync(subject, stop);
        }
        else
        {
            Problem = unknown;
        }

        return await ShowAsync(query);
    }

    private async Task<IActionResult> ShowAsync(JournalQuery query)
    {
        var stop = HttpContext.RequestAborted;
        Query = query;
        Kinds = await reader.KindsAsync(stop);
        Seals = await reader.SealsAsync(stop);
        if ((await journal.RunAsync(
                query, Seals.SealedTo, await callers.OfAsync(HttpContext), stop))
            .Try(out var list, out var problem))
        {
            List = list;
        }
        else
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
        }

        return Page();
    }
}
