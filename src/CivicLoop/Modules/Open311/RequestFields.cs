using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Open311;

/// <summary>A report by Open311, read and checked; every fault is found, not only the
/// first.</summary>
internal sealed record RequestFields
{
    // What browsers and servers still carry.
    private const int UrlMax = 2_000;

    private const int AddressIdMax = 100;

    public PlaceInput Place { get; private init; } = new();

    public string? Description { get; private init; }

    public ContactInput Contact { get; private init; } = new();

    public string? AddressId { get; private init; }

    public IReadOnlyList<string> MediaUrls { get; private init; } = [];

    /// <summary>Answers to the service's questions that are no part of the case itself.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Answers { get; private init; } = [];

    /// <param name="service">Null where the service is missing or unknown; that is then among the
    /// problems already.</param>
    public static RequestFields Read(
        CaseClass? service, IReadOnlyList<ServiceQuestion> questions, Parameters given,
        CityModel city, List<Problem> problems)
    {
        var fields = new RequestFields
        {
            Description = given.Text("description"),
            AddressId = given.Text("address_id"),
            MediaUrls = [.. given.All("media_url"), .. given.All("media_url[]")],
            Contact = new ContactInput
            {
                Name = Name(given.Text("first_name"), given.Text("last_name")),
                Email = given.Text("email"),
                Phone = given.Text("phone"),
            },
        };
        fields.CheckTexts(problems);
        var answers = AttributeAnswers.Read(questions, given, problems);
        return fields with
        {
            Answers = answers.Others,
            Place = ReadPlace(service, answers.Condition, fields.AddressId, given, city, problems),
        };
    }

    private static PlaceInput ReadPlace(
        CaseClass? service, int? condition, string? addressId, Parameters given, CityModel city,
        List<Problem> problems)
    {
        var before = problems.Count;
        var place = new PlaceInput
        {
            // A place is checked even where the service is not known: by any class, they share it.
            Class = (service ?? city.Catalogue.All.First(one => one.IsActive)).Code,
            Condition = service is null ? null : condition,
            Lat = given.Number("lat", problems),
            Lon = given.Number("long", problems),
            Address = Address(given.Text("address_string"), addressId),
        };
        if (problems.Count == before
            && CaseSettings.Find(city, place).Problem is { } problem)
        {
            problems.Add(Respell(problem));
        }

        return place;
    }

    private void CheckTexts(List<Problem> problems)
    {
        TooLong("description", Description, CaseAction.WordsMax, problems);
        TooLong("address_id", AddressId, AddressIdMax, problems);
        foreach (var url in MediaUrls)
        {
            TooLong("media_url", url, UrlMax, problems);
            if (!Uri.TryCreate(url, UriKind.Absolute, out var read)
                || (read.Scheme != Uri.UriSchemeHttps && read.Scheme != Uri.UriSchemeHttp))
            {
                problems.Add(new Problem(ProblemCode.FieldInvalid, "media_url", url));
            }
        }

        ContactInput[] parts =
        [
            new() { Name = Contact.Name }, new() { Email = Contact.Email },
            new() { Phone = Contact.Phone },
        ];
        problems.AddRange(parts.Select(part => part.Fault()).OfType<Problem>());
    }

    private static void TooLong(string name, string? text, int max, List<Problem> problems)
    {
        if (text?.Length > max)
        {
            problems.Add(new Problem(ProblemCode.FieldTooLong, name, max, text.Length));
        }
    }

    private static string? Address(string? text, string? id) => (text, id) switch
    {
        (_, null) => text,
        (null, _) => $"address_id {id}",
        _ => $"{text} (address_id {id})",
    };

    // Chinese names have the family before the given name and no blank between.
    private static string? Name(string? first, string? last) => (first, last) switch
    {
        (null, _) => last,
        (_, null) => first,
        _ when last.Any(letter => letter > '\u2E80') => last + first,
        _ => $"{first} {last}",
    };

    private static Problem Respell(Problem problem) => problem with
    {
        Field = problem.Field switch
        {
            "class" => "service_code",
            "condition" => AttributeAnswers.NameOf(ServiceDefinitions.ConditionCode),
            "lon" => "long",
            "address" => "address_string",
            var same => same,
        },
    };
}
