using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Open311;

/// <summary>A request as the use cases of Open311 take it.</summary>
internal sealed record Open311Ask(HttpContext Http, Parameters Given, string Id)
{
    /// <summary>The program that asks; null for whoever only reads.</summary>
    public Open311Key? Key { get; init; }

    public CancellationToken Stop => Http.RequestAborted;

    public string Language => RequestLanguage.Of(Http);

    public ReaderTexts Texts => Http.RequestServices.GetRequiredService<ReaderTexts>();

    public ModuleTexts<Open311Texts> Words =>
        Http.RequestServices.GetRequiredService<ModuleTexts<Open311Texts>>();
}

/// <summary>What a use case answers: a document, or everything that was wrong.</summary>
internal sealed record Open311Answer(Element? Body, IReadOnlyList<Problem> Problems)
{
    public static implicit operator Open311Answer(Element body) => new(body, []);

    public static implicit operator Open311Answer(Problem problem) => new(null, [problem]);

    public static implicit operator Open311Answer(List<Problem> problems) => new(null, problems);
}
