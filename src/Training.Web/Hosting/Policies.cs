using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Training.Domain.Identity;

namespace Training.Web.Hosting;

/// <summary>
/// The doors of the site, one for each verb of the table of rights, by name. Which roles pass stands in the table
/// (<see cref="Permissions"/>); what of a room they then see is cut by the account's <c>AccessScope</c>.
/// </summary>
public static class Policies
{
    /// <summary>Anybody who is signed in; the one door that is no verb.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Takes the roll: of the own station, or of a session on whose card one stands.</summary>
    public const string Roll = nameof(Roll);

    /// <summary>Reads a roll: those who take it, and whoever reads the people behind figures once it is closed.</summary>
    public const string ReadRoll = nameof(ReadRoll);

    /// <summary>Keeps the list of a station's regulars and the cards of their households.</summary>
    public const string Regulars = nameof(Regulars);

    /// <summary>Reads what on rolls asks for a second look.</summary>
    public const string RollFlags = nameof(RollFlags);

    /// <summary>Writes down what a second look came to.</summary>
    public const string ReviewRollFlags = nameof(ReviewRollFlags);

    /// <summary>Makes courses and uploads lessons.</summary>
    public const string Teaching = nameof(Teaching);

    /// <summary>Asks for the kit of a lesson for loudspeaker and television, and takes it away.</summary>
    public const string VillageKits = nameof(VillageKits);

    /// <summary>Reads the county's courses, their versions and what waits for review.</summary>
    public const string Courses = nameof(Courses);

    /// <summary>Opens covers and handouts of courses within reach; a trainer those of the own.</summary>
    public const string CoursePapers = nameof(CoursePapers);

    /// <summary>Decides on versions of courses, and withdraws courses.</summary>
    public const string ReviewCourses = nameof(ReviewCourses);

    /// <summary>Reads what residents ask under lessons.</summary>
    public const string Questions = nameof(Questions);

    /// <summary>Answers, hides and hands over questions.</summary>
    public const string AnswerQuestions = nameof(AnswerQuestions);

    /// <summary>Reads figures and the register of stations: officers, bodies, bureaus, auditors.</summary>
    public const string Figures = nameof(Figures);

    /// <summary>Opens a county's sheet and the records behind its figures.</summary>
    public const string Sheets = nameof(Sheets);

    /// <summary>Reads standards, their versions and the rulings on disputed places.</summary>
    public const string Standards = nameof(Standards);

    /// <summary>Drafts, tries and puts in force versions of standards, and rules on disputed places.</summary>
    public const string ChangeStandards = nameof(ChangeStandards);

    /// <summary>Reads filings, part-sheets, signatures and supplements; a body its own.</summary>
    public const string Filings = nameof(Filings);

    /// <summary>Makes and takes away the evidence pack of a signed sheet; a body that of its part-sheet.</summary>
    public const string Packs = nameof(Packs);

    /// <summary>Opens the filing of a county for a period.</summary>
    public const string OpenFilings = nameof(OpenFilings);

    /// <summary>Writes remarks at the lines of a sheet, and answers what was sent back.</summary>
    public const string WriteFilings = nameof(WriteFilings);

    /// <summary>Signs the part-sheet of the own body.</summary>
    public const string SignParts = nameof(SignParts);

    /// <summary>Gives the county's opinion, signs and files, sends part-sheets back, makes supplements.</summary>
    public const string SignFilings = nameof(SignFilings);

    /// <summary>Receives, sends back, approves and accepts filings.</summary>
    public const string ReviewFilings = nameof(ReviewFilings);

    /// <summary>Sends the scan of a stamped sheet, and decides rows on which paper and sheet may differ.</summary>
    public const string KeepScans = nameof(KeepScans);

    /// <summary>Writes to whoever lets an overdue filing wait.</summary>
    public const string UrgeFilings = nameof(UrgeFilings);

    /// <summary>Reads declared sheets: what a standard asks people to declare, and what county and city say to it.</summary>
    public const string Declared = nameof(Declared);

    /// <summary>Declares: a body for its stations, a county for itself.</summary>
    public const string Declare = nameof(Declare);

    /// <summary>Audits the declared sheets of stations.</summary>
    public const string AuditDeclared = nameof(AuditDeclared);

    /// <summary>Decides on declared sheets.</summary>
    public const string ReviewDeclared = nameof(ReviewDeclared);

    /// <summary>Sends declared sheets back to the desk before.</summary>
    public const string SendBackDeclared = nameof(SendBackDeclared);

    /// <summary>Reads the ledger of subsidies.</summary>
    public const string Subsidies = nameof(Subsidies);

    /// <summary>Enters and strikes out subsidies.</summary>
    public const string WriteSubsidies = nameof(WriteSubsidies);

    /// <summary>Sees what runs in the background.</summary>
    public const string Jobs = nameof(Jobs);

    /// <summary>Starts background work again.</summary>
    public const string RunJobs = nameof(RunJobs);

    /// <summary>Reads the own inbox: every member of the staff.</summary>
    public const string Inbox = nameof(Inbox);

    /// <summary>Sees the outgoing queue, masked.</summary>
    public const string Messages = nameof(Messages);

    /// <summary>Sends a failed message again.</summary>
    public const string RetryMessages = nameof(RetryMessages);

    /// <summary>Reads the register of bodies with their papers, agreements and pairings.</summary>
    public const string Organizations = nameof(Organizations);

    /// <summary>Reads the page of one body, its papers and agreements: an account of a body reaches its own.</summary>
    public const string OneOrganization = nameof(OneOrganization);

    /// <summary>A body's own page in the rail.</summary>
    public const string OwnOrganization = nameof(OwnOrganization);

    /// <summary>Mends the contact of a body, adds papers, enters and renews agreements.</summary>
    public const string KeepOrganization = nameof(KeepOrganization);

    /// <summary>Enters and changes bodies, their papers, agreements and pairings.</summary>
    public const string ChangeOrganizations = nameof(ChangeOrganizations);

    /// <summary>Proposes stations, mends proposals, adds papers to stations.</summary>
    public const string ProposeStations = nameof(ProposeStations);

    /// <summary>Reviews proposed stations of the county.</summary>
    public const string ReviewStations = nameof(ReviewStations);

    /// <summary>Puts stations on record with the city.</summary>
    public const string RecordStations = nameof(RecordStations);

    /// <summary>Opens, suspends, resumes and takes off stations; puts their description right.</summary>
    public const string RunStations = nameof(RunStations);

    /// <summary>Names the social worker of a station.</summary>
    public const string NameSocialWorkers = nameof(NameSocialWorkers);

    /// <summary>A social worker's own stations, their households and services.</summary>
    public const string HelpWork = nameof(HelpWork);

    /// <summary>Opens the phone of a body's contact.</summary>
    public const string OpenContacts = nameof(OpenContacts);

    /// <summary>Enters who serves in the leading group of the own level, and pilots.</summary>
    public const string ChangeGroups = nameof(ChangeGroups);
    /// <summary>Opens the page of one person's data, masked.</summary>
    public const string PersonalData = nameof(PersonalData);

    /// <summary>Sees a masked value whole, for a purpose that is written down.</summary>
    public const string Unmask = nameof(Unmask);

    /// <summary>Writes down requests for erasure and consents.</summary>
    public const string AskPrivacy = nameof(AskPrivacy);

    /// <summary>Keeps the portrait of somebody who agreed to be picked by it on the roll.</summary>
    public const string Portraits = nameof(Portraits);

    /// <summary>Reads requests for erasure and what is due for clearing.</summary>
    public const string Privacy = nameof(Privacy);

    /// <summary>Takes a copy for the person, decides erasure, confirms clearing.</summary>
    public const string DecidePrivacy = nameof(DecidePrivacy);

    /// <summary>Reads the written history.</summary>
    public const string History = nameof(History);

    /// <summary>Reads the table of rights.</summary>
    public const string Rights = nameof(Rights);

    /// <summary>Reads the board of notices with the objections received.</summary>
    public const string Notices = nameof(Notices);

    /// <summary>Answers objections, extends, withdraws and concludes notices.</summary>
    public const string RunNotices = nameof(RunNotices);

    /// <summary>Opens a notice by hand.</summary>
    public const string OpenNotices = nameof(OpenNotices);

    /// <summary>Reads what waits for the own division's answer.</summary>
    public const string Deadlines = nameof(Deadlines);

    /// <summary>Answers for the own division.</summary>
    public const string AnswerDeadlines = nameof(AnswerDeadlines);

    /// <summary>Asks the city to answer within working days, and takes it back.</summary>
    public const string AskDeadlines = nameof(AskDeadlines);

    /// <summary>Reads the statutory calendar.</summary>
    public const string Calendar = nameof(Calendar);

    /// <summary>Takes the list of a year.</summary>
    public const string ChangeCalendar = nameof(ChangeCalendar);

    /// <summary>Looks after the own password, second factor and devices: every member of the staff.</summary>
    public const string OwnSecurity = nameof(OwnSecurity);

    /// <summary>Reads the register of staff accounts within the own reach.</summary>
    public const string Accounts = nameof(Accounts);

    /// <summary>Invites, moves and closes accounts of lower roles.</summary>
    public const string Invite = nameof(Invite);

    /// <summary>Reads who was turned away at the doors.</summary>
    public const string FailedSignIns = nameof(FailedSignIns);

    /// <summary>Reads who booked the own stations' classes, books for others, calls a class off.</summary>
    public const string Bookings = nameof(Bookings);

    /// <summary>A family's own page.</summary>
    public const string OwnHousehold = nameof(OwnHousehold);

    /// <summary>Reads the register of the pool.</summary>
    public const string Pool = nameof(Pool);

    /// <summary>Reads what led somebody into the pool, and the papers.</summary>
    public const string PoolDossiers = nameof(PoolDossiers);

    /// <summary>Recommends people of a unit.</summary>
    public const string RecommendTrainers = nameof(RecommendTrainers);

    /// <summary>Selects among those who were recommended or applied.</summary>
    public const string SelectTrainers = nameof(SelectTrainers);

    /// <summary>Puts the selected on record and makes them public.</summary>
    public const string RecordTrainers = nameof(RecordTrainers);

    /// <summary>Keeps facts, papers, hours and leaving of members.</summary>
    public const string KeepPool = nameof(KeepPool);

    /// <summary>Changes which counties a member of the pool serves.</summary>
    public const string ServedCounties = nameof(ServedCounties);

    /// <summary>Puts members of the pool on the cards of planned sessions.</summary>
    public const string StaffSessions = nameof(StaffSessions);

    /// <summary>A member's own page.</summary>
    public const string OwnPool = nameof(OwnPool);

    /// <summary>Reads the divisions and takes their list along as a file.</summary>
    public const string Regions = nameof(Regions);

    /// <summary>Puts a new list of divisions in force and says what vanished ones became.</summary>
    public const string ChangeRegions = nameof(ChangeRegions);

    /// <summary>Brings registers in by Excel.</summary>
    public const string Imports = nameof(Imports);

    /// <summary>Brings in rolls that were kept on paper or in Excel: who takes the rolls of a station, for that station.</summary>
    public const string ImportOldRolls = nameof(ImportOldRolls);

    /// <summary>Opens the pages of imports; what may be brought in there is said by each kind.</summary>
    public const string ImportDesk = nameof(ImportDesk);

    /// <summary>Reads the register of persons, numbers masked.</summary>
    public const string People = nameof(People);

    /// <summary>Writes somebody new down: a county, and a station for who comes to it.</summary>
    public const string WritePeople = nameof(WritePeople);

    /// <summary>Puts on record that another county sees a person, and ends it.</summary>
    public const string LendPeople = nameof(LendPeople);

    /// <summary>Mends what is written of people, says who lives with whom.</summary>
    public const string ChangePeople = nameof(ChangePeople);

    /// <summary>Reads pairs that may be one person.</summary>
    public const string Matches = nameof(Matches);

    /// <summary>Decides whether two rows are one person.</summary>
    public const string DecideMatches = nameof(DecideMatches);

    /// <summary>Reads what is due by which day, each within the own reach.</summary>
    public const string Agenda = nameof(Agenda);

    /// <summary>Urges what is late.</summary>
    public const string UrgeDuties = nameof(UrgeDuties);

    /// <summary>Sets the last days for a period's filings.</summary>
    public const string FilingTerms = nameof(FilingTerms);

    /// <summary>Reads inspections: officers all of their division's, a body what was found at its own stations.</summary>
    public const string Inspections = nameof(Inspections);

    /// <summary>Reads the draws and what they drew.</summary>
    public const string InspectionDraws = nameof(InspectionDraws);

    /// <summary>Draws, enters, settles, looks again.</summary>
    public const string Inspect = nameof(Inspect);

    /// <summary>Is heard, and reports what was mended.</summary>
    public const string Inspected = nameof(Inspected);

    /// <summary>Reads computed lists of whom to praise: a county what was put forward, with its own candidates.</summary>
    public const string Commendations = nameof(Commendations);

    /// <summary>Starts lists, takes candidates off, publishes, withdraws a praise.</summary>
    public const string MakeCommendations = nameof(MakeCommendations);

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, door => door.RequireAuthenticatedUser());
        // The second net: an endpoint that names neither a door nor that it is open is shut for everybody. An address without an endpoint
        // is let through to its 404.
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is null).Build();
        foreach (var permission in Permissions.All)
        {
            options.AddPolicy(permission.Verb, door => door.RequireAuthenticatedUser().RequireRole(permission.Roles));
        }
    }

    /// <summary>Whether a door would open: for links and buttons, which nobody is shown in vain.</summary>
    public static bool May(this ClaimsPrincipal user, string policy) => Permissions.Has(user, policy);
}
