using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Inspections.Contracts;

namespace CivicLoop.Modules.OpenRosa;

/// <summary>A form as a phone sent it.</summary>
/// <param name="Instance">The id the phone gave it.</param>
/// <param name="Hash">Of its very bytes: another body under the same id is another form.</param>
internal sealed record SentForm(
    string FormId, string Instance, byte[] Hash, Guid Visit, XElement Data)
{
    private const long BytesMax = 4 * 1024 * 1024;
    private const int InstanceLengthMax = 200;

    /// <summary>Errors: it is no form; it has no id; it names no visit.</summary>
    public static async Task<Outcome<SentForm>> ReadAsync(Stream source, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        await source.CopyToAsync(bytes, stop);
        if (bytes.Length is 0 or > BytesMax)
        {
            return new Problem(ProblemCode.FieldRequired, "xml_submission_file");
        }

        bytes.Position = 0;
        try
        {
            // Nothing outside the document is ever fetched for it.
            using var reader = XmlReader.Create(
                bytes,
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, Async = false });
            return Read(XDocument.Load(reader).Root!, SHA256.HashData(bytes.ToArray()));
        }
        catch (XmlException error)
        {
            return new Problem(ProblemCode.FieldInvalid, "xml_submission_file", error.Message);
        }
    }

    /// <summary>Names of the pictures it speaks of, by the item they show.</summary>
    public IReadOnlyDictionary<string, string> Photos => Data.Elements()
        .Select(node => (Node: node, Name: ValueOf(node, "photo")))
        .Where(one => one.Name.Length > 0)
        .ToDictionary(one => XmlConvert.DecodeName(one.Node.Name.LocalName), one => one.Name);

    /// <summary>What it says of its visit. Error: a number that is none.</summary>
    /// <param name="pictures">Ids of the pictures, by the item they show.</param>
    public Outcome<VisitSubmission> Read(
        FieldSheet sheet, IReadOnlyDictionary<string, string> pictures)
    {
        var answers = new Dictionary<string, AnswerWish>();
        var seen = new List<Observation>();
        foreach (var item in sheet.Items)
        {
            if (Node(Data, XForm.NodeOf(item.Code)) is not { } node
                || ValueOf(node, "answer") is not { Length: > 0 } answer)
            {
                continue;
            }

            if (!LanesOf(item, node, seen.Count).Try(out var lanes, out var wrong)
                || !WishOf(item, node, answer, pictures.GetValueOrDefault(item.Code))
                    .Try(out var wish, out wrong))
            {
                return wrong;
            }

            seen.AddRange(lanes);
            if (item.Ask != FieldAsk.Crossing || wish.IsNotApplicable)
            {
                answers[item.Code] = wish;
            }
        }

        return !Whole(Data, "walkedM").Try(out var walked, out var unfit)
            ? unfit
            : new VisitSubmission(null, At(ValueOf(Data, "start")), new VisitEntry
            {
                Answers = answers, Seen = seen, WalkedM = walked.Value,
                Note = ValueOf(Data, "note"),
            });
    }

    private static Outcome<SentForm> Read(XElement data, byte[] hash)
    {
        var instance = data.Elements().Where(one => one.Name.LocalName == "meta")
            .Select(meta => ValueOf(meta, "instanceID")).FirstOrDefault() ?? "";
        return instance.Length is 0 or > InstanceLengthMax
            ? new Problem(ProblemCode.FieldRequired, "instanceID")
            : Guid.TryParse(ValueOf(data, "visit"), out var visit)
                ? new SentForm(data.Attribute("id")?.Value ?? "", instance, hash, visit, data)
            : new Problem(ProblemCode.FieldRequired, "visit");
    }

    private static Outcome<AnswerWish> WishOf(
        FieldItem item, XElement node, string answer, string? picture)
    {
        if (!Whole(node, "found").Try(out var found, out var wrong)
            || !Whole(node, "of").Try(out var whole, out wrong))
        {
            return wrong;
        }

        var wish = new AnswerWish { Note = ValueOf(node, "note"), PictureId = picture };
        if (answer == XForm.NotApplicable)
        {
            return wish with { IsNotApplicable = true };
        }

        if (item.Ask != FieldAsk.Choice)
        {
            return wish with { Found = found.Value, Of = whole.Value };
        }

        return int.TryParse(
                answer.TrimStart('c'), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && n < item.Choices.Count
                ? wish with { Found = item.Choices[n].Found, State = item.Choices[n].State }
                : new Problem(ProblemCode.UnknownValue, item.Code, answer);
    }

    private Outcome<IReadOnlyList<Observation>> LanesOf(FieldItem item, XElement node, int before)
    {
        var lanes = new List<Observation>();
        foreach (var lane in node.Elements().Where(one => one.Name.LocalName == "lane"))
        {
            if (!Whole(lane, "yielded").Try(out var yielded, out var wrong)
                || !Whole(lane, "passed").Try(out var passed, out wrong))
            {
                return wrong;
            }

            if (passed.Value is not { } all)
            {
                continue;
            }

            lanes.Add(new Observation
            {
                VisitId = Visit, N = before + lanes.Count + 1, ItemCode = item.Code,
                Lane = ValueOf(lane, "lane"), Yielded = yielded.Value ?? 0, Passed = all,
                FromAt = At(ValueOf(lane, "fromAt")), ToAt = At(ValueOf(lane, "toAt")), Note = "",
            });
        }

        return lanes;
    }

    // An outcome cannot hold what may be missing, so it is wrapped.
    private sealed record Number(int? Value);

    private static Outcome<Number> Whole(XElement node, string name) =>
        ValueOf(node, name) is not { Length: > 0 } text ? new Number(null)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Number(number)
        : new Problem(ProblemCode.FieldInvalid, name, text);

    private static DateTimeOffset? At(string text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : null;

    private static XElement? Node(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(one => one.Name.LocalName == name);

    private static string ValueOf(XElement parent, string name) =>
        Node(parent, name)?.Value.Trim() ?? "";
}
