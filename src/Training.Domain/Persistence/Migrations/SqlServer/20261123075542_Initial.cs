using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Training.Domain.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Account",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    DisplayName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    OrganizationId = table.Column<long>(type: "bigint", nullable: true),
                    TrainerId = table.Column<long>(type: "bigint", nullable: true),
                    PersonId = table.Column<long>(type: "bigint", nullable: true),
                    Bureau = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    PhoneSealed = table.Column<byte[]>(type: "varbinary(400)", maxLength: 400, nullable: true),
                    ClosedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    TotpSealed = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    LastTotpStep = table.Column<long>(type: "bigint", nullable: true),
                    UserName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Email = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "bit", nullable: false),
                    PasswordHash = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    SecurityStamp = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    PhoneNumber = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "bit", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "bit", nullable: false),
                    LockoutEnd = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "bit", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Account", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AccountRole",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    NormalizedName = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountRole", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditCheckpoint",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    MadeUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastEntryId = table.Column<long>(type: "bigint", nullable: false),
                    Entries = table.Column<long>(type: "bigint", nullable: false),
                    PreviousHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditCheckpoint", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntry",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Stream = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    OccurredUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: true),
                    Process = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    BeforeJson = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    AfterJson = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    PreviousHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntry", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditHead",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    CheckpointNumber = table.Column<long>(type: "bigint", nullable: false),
                    Stream = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHead", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditProof",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Entries = table.Column<long>(type: "bigint", nullable: false),
                    Checkpoints = table.Column<long>(type: "bigint", nullable: false),
                    Fault = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditProof", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CalendarList",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    Source = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    TakenUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    TakenBy = table.Column<long>(type: "bigint", nullable: true),
                    ReplacedUtc = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarList", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CommendationList",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<string>(type: "varchar(7)", unicode: false, maxLength: 7, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Rule = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Sha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    MadeUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    MadeBy = table.Column<long>(type: "bigint", nullable: true),
                    ComputedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PutForwardUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    NoticeKey = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ConfirmedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DropReason = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommendationList", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DiskLedger",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Promises = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DiskLedger", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DutyCall",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Duty = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Subject = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false),
                    Call = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    OnDay = table.Column<DateOnly>(type: "date", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<long>(type: "bigint", nullable: true),
                    Told = table.Column<int>(type: "int", nullable: false),
                    Words = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DutyCall", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FilingTerm",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<string>(type: "varchar(7)", unicode: false, maxLength: 7, nullable: false),
                    BodiesUntil = table.Column<DateOnly>(type: "date", nullable: false),
                    CountyUntil = table.Column<DateOnly>(type: "date", nullable: false),
                    CityUntil = table.Column<DateOnly>(type: "date", nullable: false),
                    SetUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SetBy = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingTerm", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "GroupMember",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    Post = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Unit = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true),
                    EndedBecause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupMember", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Household",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    CanonicalId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Household", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Household_Household_CanonicalId",
                        column: x => x.CanonicalId,
                        principalTable: "Household",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ImportDraft",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: true),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Sha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    UploadedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DecidedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    NewLines = table.Column<int>(type: "int", nullable: false),
                    ChangedLines = table.Column<int>(type: "int", nullable: false),
                    SameLines = table.Column<int>(type: "int", nullable: false),
                    WrongLines = table.Column<int>(type: "int", nullable: false),
                    ContentSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    PlanSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportDraft", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InboxMessage",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Href = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    CreatedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ReadUtc = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboxMessage", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InspectionDraw",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    AreaCode = table.Column<long>(type: "bigint", nullable: false),
                    First = table.Column<int>(type: "int", nullable: false),
                    Last = table.Column<int>(type: "int", nullable: false),
                    StationKind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Spread = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SessionsAsked = table.Column<int>(type: "int", nullable: false),
                    HomesAsked = table.Column<int>(type: "int", nullable: false),
                    Seed = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SeedTyped = table.Column<bool>(type: "bit", nullable: false),
                    Population = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    PopulationSha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    SessionsThere = table.Column<int>(type: "int", nullable: false),
                    HomesThere = table.Column<int>(type: "int", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    DrawnUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DrawnBy = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InspectionDraw", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ModuleSelfCheck",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    CheckedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Url = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Reachable = table.Column<bool>(type: "bit", nullable: false),
                    Detail = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModuleSelfCheck", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Organization",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    NameKey = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Initials = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    CreditCode = table.Column<string>(type: "varchar(18)", unicode: false, maxLength: 18, nullable: true),
                    LegalPerson = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true),
                    ContactName = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true),
                    ContactPhoneSealed = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    Address = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ClosedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ClosedBecause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Organization", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OutgoingMessage",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    AddressSealed = table.Column<byte[]>(type: "varbinary(400)", maxLength: 400, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    TextSealed = table.Column<byte[]>(type: "varbinary(3000)", maxLength: 3000, nullable: true),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    MaxAttempts = table.Column<int>(type: "int", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    NextTryUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    SentUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Channel = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Error = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutgoingMessage", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PhoneCode",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PhoneSealed = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: false),
                    PhoneIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    AddressIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    CodeHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Extensions = table.Column<int>(type: "int", nullable: false),
                    WrongTries = table.Column<int>(type: "int", nullable: false),
                    VerifiedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    UsedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PhoneCode", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Pilot",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Place = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Theme = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true),
                    Result = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Pilot", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PublicNotice",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Audience = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    PartyRegionCode = table.Column<long>(type: "bigint", nullable: true),
                    Title = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    SupervisionPhone = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: true),
                    WorkingDays = table.Column<int>(type: "int", nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "date", nullable: false),
                    ConcludableFrom = table.Column<DateOnly>(type: "date", nullable: false),
                    ExtendedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ExtendReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Ending = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    OpenedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OpenedBy = table.Column<long>(type: "bigint", nullable: true),
                    EndedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndedBy = table.Column<long>(type: "bigint", nullable: true),
                    EndReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicNotice", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Region",
                columns: table => new
                {
                    Code = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Level = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ParentCode = table.Column<long>(type: "bigint", nullable: true),
                    Initials = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false),
                    FormerFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    SuccessorCode = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Region", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "ResidentSignIn",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ResidentSignIn", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RetentionDue",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Rule = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Before = table.Column<DateOnly>(type: "date", nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    ListedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ClearedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ClearedBy = table.Column<long>(type: "bigint", nullable: true),
                    Cleared = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetentionDue", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RulingDecision",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StandardCode = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    RulingId = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Reading = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    InForceFrom = table.Column<int>(type: "int", nullable: false),
                    DecidedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Paper = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    RecordedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RecordedBy = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RulingDecision", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StandardVersion",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Code = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    InForceFrom = table.Column<int>(type: "int", nullable: false),
                    Json = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Sha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    ImportedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    IssuedBy = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandardVersion", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StoredFile",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Sha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    StoredUtc = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredFile", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Topic",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Vocabulary = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    MapsTo = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Topic", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "WorkItem",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Kind = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    SubjectId = table.Column<long>(type: "bigint", nullable: false),
                    ParentId = table.Column<long>(type: "bigint", nullable: true),
                    Title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Priority = table.Column<int>(type: "int", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    MaxAttempts = table.Column<int>(type: "int", nullable: false),
                    Progress = table.Column<int>(type: "int", nullable: false),
                    Step = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Stages = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Error = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Worker = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    EnqueuedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    NotBeforeUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    HeartbeatUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    FinishedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkItem", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WorkItem_WorkItem_ParentId",
                        column: x => x.ParentId,
                        principalTable: "WorkItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WorkRun",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Job = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    WorkItemId = table.Column<long>(type: "bigint", nullable: true),
                    StartedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    FinishedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Summary = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Error = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkRun", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AccountClaim",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    ClaimType = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ClaimValue = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountClaim", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountClaim_Account_UserId",
                        column: x => x.UserId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountLogin",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    ProviderKey = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    UserId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountLogin", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AccountLogin_Account_UserId",
                        column: x => x.UserId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountPasskey",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "varbinary(900)", maxLength: 900, nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    Data = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountPasskey", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_AccountPasskey_Account_UserId",
                        column: x => x.UserId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountRegion",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountRegion", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountRegion_Account_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountSession",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastSeenUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastsHours = table.Column<int>(type: "int", nullable: false),
                    EndedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Ending = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Device = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountSession", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountSession_Account_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountStation",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountStation", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountStation_Account_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountToken",
                columns: table => new
                {
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    LoginProvider = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountToken", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AccountToken_Account_UserId",
                        column: x => x.UserId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Invitation",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: true),
                    DisplayName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Role = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: true),
                    OrganizationId = table.Column<long>(type: "bigint", nullable: true),
                    TrainerId = table.Column<long>(type: "bigint", nullable: true),
                    Bureau = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    PhoneSealed = table.Column<byte[]>(type: "varbinary(400)", maxLength: 400, nullable: false),
                    InvitedBy = table.Column<long>(type: "bigint", nullable: true),
                    CreatedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AcceptedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    WithdrawnUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitation", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Invitation_Account_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AccountRoleClaim",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    RoleId = table.Column<long>(type: "bigint", nullable: false),
                    ClaimType = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ClaimValue = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountRoleClaim", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountRoleClaim_AccountRole_RoleId",
                        column: x => x.RoleId,
                        principalTable: "AccountRole",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountRoleLink",
                columns: table => new
                {
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    RoleId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountRoleLink", x => new { x.UserId, x.RoleId });
                    table.ForeignKey(
                        name: "FK_AccountRoleLink_AccountRole_RoleId",
                        column: x => x.RoleId,
                        principalTable: "AccountRole",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AccountRoleLink_Account_UserId",
                        column: x => x.UserId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CalendarListDay",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ListId = table.Column<long>(type: "bigint", nullable: false),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarListDay", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CalendarListDay_CalendarList_ListId",
                        column: x => x.ListId,
                        principalTable: "CalendarList",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CommendationCandidate",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ListId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SubjectId = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    DecidedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedBy = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommendationCandidate", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CommendationCandidate_CommendationList_ListId",
                        column: x => x.ListId,
                        principalTable: "CommendationList",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Person",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    NameKey = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Initials = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    BirthDate = table.Column<DateOnly>(type: "date", nullable: true),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    CountyCode = table.Column<long>(type: "bigint", nullable: false),
                    Building = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    HouseholdId = table.Column<long>(type: "bigint", nullable: true),
                    CanonicalId = table.Column<long>(type: "bigint", nullable: true),
                    KeySealed = table.Column<byte[]>(type: "varbinary(100)", maxLength: 100, nullable: true),
                    PhoneSealed = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PhoneIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    PhoneTailIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    IdNumberSealed = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    IdNumberIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    AddressSealed = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: true),
                    ErasedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    AddressIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    AwaitsMatching = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Person", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Person_Household_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Household",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Person_Person_CanonicalId",
                        column: x => x.CanonicalId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Agreement",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    OrganizationId = table.Column<long>(type: "bigint", nullable: true),
                    Partner = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true),
                    WarnDays = table.Column<int>(type: "int", nullable: false),
                    RenewsId = table.Column<long>(type: "bigint", nullable: true),
                    EndedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    EndedBecause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    WarnedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Agreement", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Agreement_Agreement_RenewsId",
                        column: x => x.RenewsId,
                        principalTable: "Agreement",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Agreement_Organization_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organization",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CountyFiling",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<string>(type: "varchar(7)", unicode: false, maxLength: 7, nullable: false),
                    LeadOrganizationId = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Round = table.Column<int>(type: "int", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    OpenedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OpenedBy = table.Column<long>(type: "bigint", nullable: true),
                    MovedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CountyFiling", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CountyFiling_Organization_LeadOrganizationId",
                        column: x => x.LeadOrganizationId,
                        principalTable: "Organization",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Station",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Initials = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    OrganizationId = table.Column<long>(type: "bigint", nullable: true),
                    HostName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    HostKind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Address = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Capacity = table.Column<int>(type: "int", nullable: false),
                    ModelYear = table.Column<int>(type: "int", nullable: true),
                    Network = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Longitude = table.Column<double>(type: "float", nullable: true),
                    Latitude = table.Column<double>(type: "float", nullable: true),
                    Hours = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Premises = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    InUseFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    TakenOffOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Station", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Station_Organization_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organization",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NoticeItem",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    NoticeId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    SubjectKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    IsPerson = table.Column<bool>(type: "bit", nullable: false),
                    Unit = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Remark = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    Outcome = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeItem", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NoticeItem_PublicNotice_NoticeId",
                        column: x => x.NoticeId,
                        principalTable: "PublicNotice",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Pairing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true),
                    EndedBecause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Pairing", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Pairing_Organization_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organization",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Pairing_Region_RegionCode",
                        column: x => x.RegionCode,
                        principalTable: "Region",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RegionChange",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Before = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    After = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    EffectiveOn = table.Column<DateOnly>(type: "date", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: true),
                    ListSha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegionChange", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RegionChange_Region_RegionCode",
                        column: x => x.RegionCode,
                        principalTable: "Region",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CheckRun",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    StandardVersionId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    FirstRunUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastRunUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ClosedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Stations = table.Column<int>(type: "int", nullable: false),
                    Findings = table.Column<int>(type: "int", nullable: false),
                    Differences = table.Column<int>(type: "int", nullable: false),
                    RemindedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ToldUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CheckRun", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CheckRun_StandardVersion_StandardVersionId",
                        column: x => x.StandardVersionId,
                        principalTable: "StandardVersion",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DeclaredSheet",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StandardVersionId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<string>(type: "varchar(7)", unicode: false, maxLength: 7, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SentBack = table.Column<bool>(type: "bit", nullable: false),
                    OpenedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    MovedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeclaredSheet", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeclaredSheet_StandardVersion_StandardVersionId",
                        column: x => x.StandardVersionId,
                        principalTable: "StandardVersion",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StandardDraft",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    BasedOnId = table.Column<long>(type: "bigint", nullable: true),
                    Json = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ChangedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ChangedBy = table.Column<long>(type: "bigint", nullable: true),
                    IssuedAsId = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandardDraft", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StandardDraft_StandardVersion_BasedOnId",
                        column: x => x.BasedOnId,
                        principalTable: "StandardVersion",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StandardDraft_StandardVersion_IssuedAsId",
                        column: x => x.IssuedAsId,
                        principalTable: "StandardVersion",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Attachment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OwnerKind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    OwnerKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Refusal = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    ValidUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    StoredFileId = table.Column<long>(type: "bigint", nullable: false),
                    CopyFileId = table.Column<long>(type: "bigint", nullable: true),
                    ThumbnailFileId = table.Column<long>(type: "bigint", nullable: true),
                    AddedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AddedBy = table.Column<long>(type: "bigint", nullable: true),
                    RemovedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    RemovedBy = table.Column<long>(type: "bigint", nullable: true),
                    RemovedBecause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attachment", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Attachment_StoredFile_CopyFileId",
                        column: x => x.CopyFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Attachment_StoredFile_StoredFileId",
                        column: x => x.StoredFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Attachment_StoredFile_ThumbnailFileId",
                        column: x => x.ThumbnailFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EvidenceItem",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    StoredFileId = table.Column<long>(type: "bigint", nullable: false),
                    SubjectKind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SubjectId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false),
                    AddedUtc = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceItem", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EvidenceItem_StoredFile_StoredFileId",
                        column: x => x.StoredFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConsentRecord",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Matter = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Version = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Way = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    GivenOn = table.Column<DateOnly>(type: "date", nullable: false),
                    TakenBy = table.Column<long>(type: "bigint", nullable: true),
                    WithdrawnOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConsentRecord", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConsentRecord_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ErasureRequest",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AskedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AskedBy = table.Column<long>(type: "bigint", nullable: true),
                    How = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    DecidedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedBy = table.Column<long>(type: "bigint", nullable: true),
                    DecisionReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Kept = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    Cleared = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureRequest", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ErasureRequest_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HouseholdMember",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    HouseholdId = table.Column<long>(type: "bigint", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HouseholdMember", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HouseholdMember_Household_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Household",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HouseholdMember_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonCounty",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    CountyCode = table.Column<long>(type: "bigint", nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonCounty", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonCounty_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonMatch",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FirstId = table.Column<long>(type: "bigint", nullable: false),
                    SecondId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Score = table.Column<int>(type: "int", nullable: false),
                    Reasons = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    FoundUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DecidedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedBy = table.Column<long>(type: "bigint", nullable: true),
                    Why = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonMatch", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonMatch_Person_FirstId",
                        column: x => x.FirstId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PersonMatch_Person_SecondId",
                        column: x => x.SecondId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonMerge",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FromId = table.Column<long>(type: "bigint", nullable: false),
                    IntoId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    HouseholdId = table.Column<long>(type: "bigint", nullable: true),
                    IntoHouseholdId = table.Column<long>(type: "bigint", nullable: true),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ById = table.Column<long>(type: "bigint", nullable: true),
                    Why = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    UndoneUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    UndoneById = table.Column<long>(type: "bigint", nullable: true),
                    WhyUndone = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonMerge", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonMerge_Household_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Household",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PersonMerge_Household_IntoHouseholdId",
                        column: x => x.IntoHouseholdId,
                        principalTable: "Household",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PersonMerge_Person_FromId",
                        column: x => x.FromId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PersonMerge_Person_IntoId",
                        column: x => x.IntoId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Trainer",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    NameKey = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Initials = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    OrganizationId = table.Column<long>(type: "bigint", nullable: true),
                    Title = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    InPoolFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    LeftPoolOn = table.Column<DateOnly>(type: "date", nullable: true),
                    FreeTimes = table.Column<int>(type: "int", nullable: true),
                    MonthlyCeiling = table.Column<int>(type: "int", nullable: true),
                    PapersLapsedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Trainer", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Trainer_Organization_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organization",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Trainer_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WatchClock",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    AllowanceUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AllowanceMs = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WatchClock", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WatchClock_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingPart",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FilingId = table.Column<long>(type: "bigint", nullable: false),
                    OrganizationId = table.Column<long>(type: "bigint", nullable: false),
                    OrganizationName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    IsLead = table.Column<bool>(type: "bit", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingPart", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingPart_CountyFiling_FilingId",
                        column: x => x.FilingId,
                        principalTable: "CountyFiling",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingPart_Organization_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organization",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingProof",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    FilingId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Records = table.Column<int>(type: "int", nullable: false),
                    Files = table.Column<int>(type: "int", nullable: false),
                    Corrected = table.Column<int>(type: "int", nullable: false),
                    Faults = table.Column<int>(type: "int", nullable: false),
                    Words = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingProof", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingProof_CountyFiling_FilingId",
                        column: x => x.FilingId,
                        principalTable: "CountyFiling",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HouseholdCard",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    HouseholdId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    CodeHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    ShortIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Contact = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    IssuedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    IssuedBy = table.Column<long>(type: "bigint", nullable: true),
                    WithdrawnUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    WithdrawnBy = table.Column<long>(type: "bigint", nullable: true),
                    WithdrawnReason = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HouseholdCard", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HouseholdCard_Household_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Household",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HouseholdCard_Station_StationId",
                        column: x => x.StationId,
                        principalTable: "Station",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HouseholdFile",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    HouseholdId = table.Column<long>(type: "bigint", nullable: false),
                    ScreenedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HouseholdFile", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HouseholdFile_Household_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Household",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HouseholdFile_Station_StationId",
                        column: x => x.StationId,
                        principalTable: "Station",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Inspection",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DrawId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    RecordKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RecordId = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Form = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: true),
                    AnswersJson = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    Remarks = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    InspectedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    InspectedBy = table.Column<long>(type: "bigint", nullable: true),
                    Inspectors = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true),
                    Verdict = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    FollowUp = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Asked = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    MendDays = table.Column<int>(type: "int", nullable: true),
                    Answer = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    AnsweredUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    AnsweredBy = table.Column<long>(type: "bigint", nullable: true),
                    SettledUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ClosedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inspection", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Inspection_InspectionDraw_DrawId",
                        column: x => x.DrawId,
                        principalTable: "InspectionDraw",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Inspection_Station_StationId",
                        column: x => x.StationId,
                        principalTable: "Station",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OffPlatformDeclaration",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    HappenedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OffPlatformDeclaration", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OffPlatformDeclaration_Station_StationId",
                        column: x => x.StationId,
                        principalTable: "Station",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Session",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    TopicCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Form = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    PlannedStartUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PlannedEndUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PublishedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    StartedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    TaughtMinutes = table.Column<int>(type: "int", nullable: true),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Capacity = table.Column<int>(type: "int", nullable: true),
                    MaterialArchived = table.Column<bool>(type: "bit", nullable: false),
                    CancelReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Session", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Session_Station_StationId",
                        column: x => x.StationId,
                        principalTable: "Station",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Session_Topic_TopicCode",
                        column: x => x.TopicCode,
                        principalTable: "Topic",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StationMember",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StationMember", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StationMember_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StationMember_Station_StationId",
                        column: x => x.StationId,
                        principalTable: "Station",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StationStep",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Action = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    EffectiveOn = table.Column<DateOnly>(type: "date", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Found = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StationStep", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StationStep_Station_StationId",
                        column: x => x.StationId,
                        principalTable: "Station",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StationSuspension",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StationSuspension", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StationSuspension_Station_StationId",
                        column: x => x.StationId,
                        principalTable: "Station",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NoticeObjection",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    NoticeId = table.Column<long>(type: "bigint", nullable: false),
                    NoticeItemId = table.Column<long>(type: "bigint", nullable: true),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    ReceivedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    NameSealed = table.Column<byte[]>(type: "varbinary(400)", maxLength: 400, nullable: true),
                    ContactSealed = table.Column<byte[]>(type: "varbinary(600)", maxLength: 600, nullable: true),
                    AccountId = table.Column<long>(type: "bigint", nullable: true),
                    AnsweredUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    AnsweredBy = table.Column<long>(type: "bigint", nullable: true),
                    Upheld = table.Column<bool>(type: "bit", nullable: true),
                    Answer = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeObjection", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NoticeObjection_NoticeItem_NoticeItemId",
                        column: x => x.NoticeItemId,
                        principalTable: "NoticeItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_NoticeObjection_PublicNotice_NoticeId",
                        column: x => x.NoticeId,
                        principalTable: "PublicNotice",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CheckedReading",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    CheckRunId = table.Column<long>(type: "bigint", nullable: false),
                    ItemCode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Reading = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Clause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Metric = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Threshold = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    Rulings = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CheckedReading", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CheckedReading_CheckRun_CheckRunId",
                        column: x => x.CheckRunId,
                        principalTable: "CheckRun",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CheckedStation",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    CheckRunId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Rolls = table.Column<int>(type: "int", nullable: false),
                    Versions = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CheckedStation", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CheckedStation_CheckRun_CheckRunId",
                        column: x => x.CheckRunId,
                        principalTable: "CheckRun",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Finding",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    CheckRunId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: true),
                    Month = table.Column<int>(type: "int", nullable: false),
                    ItemCode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Reading = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Value = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    Required = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    Numerator = table.Column<long>(type: "bigint", nullable: false),
                    Denominator = table.Column<long>(type: "bigint", nullable: false),
                    Records = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ShortBy = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Finding", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Finding_CheckRun_CheckRunId",
                        column: x => x.CheckRunId,
                        principalTable: "CheckRun",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FindingChange",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    CheckRunId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: true),
                    ItemCode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Reading = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    OldValue = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    OldState = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    NewValue = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    NewState = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingChange", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FindingChange_CheckRun_CheckRunId",
                        column: x => x.CheckRunId,
                        principalTable: "CheckRun",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FindingCorrection",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    CheckRunId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: true),
                    ItemCode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Reading = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    FoundUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OldValue = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    OldState = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    NewValue = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    NewState = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingCorrection", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FindingCorrection_CheckRun_CheckRunId",
                        column: x => x.CheckRunId,
                        principalTable: "CheckRun",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DeclaredFigure",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Numerator = table.Column<long>(type: "bigint", nullable: false),
                    Denominator = table.Column<long>(type: "bigint", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    SheetId = table.Column<long>(type: "bigint", nullable: true),
                    ItemCode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    Column = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ReplacedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    RecordedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RecordedBy = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeclaredFigure", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeclaredFigure_DeclaredSheet_SheetId",
                        column: x => x.SheetId,
                        principalTable: "DeclaredSheet",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DeclaredStep",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    SheetId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    To = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ItemCode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Words = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeclaredStep", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeclaredStep_DeclaredSheet_SheetId",
                        column: x => x.SheetId,
                        principalTable: "DeclaredSheet",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Portrait",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    ConsentId = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Refusal = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    SentSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    PictureSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    FaceSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    AddedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AddedBy = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Portrait", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Portrait_ConsentRecord_ConsentId",
                        column: x => x.ConsentId,
                        principalTable: "ConsentRecord",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Portrait_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Course",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    TopicCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Summary = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Difficulty = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Tags = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    PublishedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    WithdrawnUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Course", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Course_Topic_TopicCode",
                        column: x => x.TopicCode,
                        principalTable: "Topic",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Course_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PoolDossier",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Way = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ReceiptNumber = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false),
                    UnitName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Introduction = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    AgreedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    NoticeKey = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolDossier", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PoolDossier_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PoolMembership",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolMembership", x => x.Id);
                    table.UniqueConstraint("AK_PoolMembership_Trainer", x => new { x.Id, x.TrainerId });
                    table.ForeignKey(
                        name: "FK_PoolMembership_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TrainerCertificate",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Number = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Issuer = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    IssuedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ValidUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    IsRequired = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrainerCertificate", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TrainerCertificate_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TrainerCounty",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrainerCounty", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TrainerCounty_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TrainerSpeciality",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    TopicCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrainerSpeciality", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TrainerSpeciality_Topic_TopicCode",
                        column: x => x.TopicCode,
                        principalTable: "Topic",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TrainerSpeciality_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TrainerStep",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    Act = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    EffectiveOn = table.Column<DateOnly>(type: "date", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrainerStep", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TrainerStep_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TrainerTravel",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    CountyCode = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrainerTravel", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TrainerTravel_Region_CountyCode",
                        column: x => x.CountyCode,
                        principalTable: "Region",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TrainerTravel_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TrainingHours",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    OnDate = table.Column<DateOnly>(type: "date", nullable: false),
                    Hours = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    LessonKey = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    What = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: true),
                    AddedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    StruckReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrainingHours", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TrainingHours_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingRemark",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FilingId = table.Column<long>(type: "bigint", nullable: false),
                    PartId = table.Column<long>(type: "bigint", nullable: true),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    ItemCode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    WrittenUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    WrittenBy = table.Column<long>(type: "bigint", nullable: true),
                    RemovedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    RemovedBy = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingRemark", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingRemark_CountyFiling_FilingId",
                        column: x => x.FilingId,
                        principalTable: "CountyFiling",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingRemark_FilingPart_PartId",
                        column: x => x.PartId,
                        principalTable: "FilingPart",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingReturn",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FilingId = table.Column<long>(type: "bigint", nullable: false),
                    PartId = table.Column<long>(type: "bigint", nullable: true),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Round = table.Column<int>(type: "int", nullable: false),
                    ItemCode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    ReturnedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ReturnedBy = table.Column<long>(type: "bigint", nullable: true),
                    Answer = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    AnsweredUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    AnsweredBy = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingReturn", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingReturn_CountyFiling_FilingId",
                        column: x => x.FilingId,
                        principalTable: "CountyFiling",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingReturn_FilingPart_PartId",
                        column: x => x.PartId,
                        principalTable: "FilingPart",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingSnapshot",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FilingId = table.Column<long>(type: "bigint", nullable: false),
                    PartId = table.Column<long>(type: "bigint", nullable: true),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Json = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Sha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    Code = table.Column<string>(type: "varchar(8)", unicode: false, maxLength: 8, nullable: false),
                    MadeUtc = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingSnapshot", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingSnapshot_CountyFiling_FilingId",
                        column: x => x.FilingId,
                        principalTable: "CountyFiling",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingSnapshot_FilingPart_PartId",
                        column: x => x.PartId,
                        principalTable: "FilingPart",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingStep",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    FilingId = table.Column<long>(type: "bigint", nullable: false),
                    PartId = table.Column<long>(type: "bigint", nullable: true),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Action = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: true),
                    Words = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingStep", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingStep_CountyFiling_FilingId",
                        column: x => x.FilingId,
                        principalTable: "CountyFiling",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingStep_FilingPart_PartId",
                        column: x => x.PartId,
                        principalTable: "FilingPart",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonFile",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    HouseholdFileId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    GroundReading = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    GroundSealed = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PlanSealed = table.Column<byte[]>(type: "varbinary(8000)", maxLength: 8000, nullable: true),
                    PlannedOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonFile", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonFile_HouseholdFile_HouseholdFileId",
                        column: x => x.HouseholdFileId,
                        principalTable: "HouseholdFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PersonFile_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "InspectionStep",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    InspectionId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Action = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: true),
                    Words = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InspectionStep", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InspectionStep_Inspection_InspectionId",
                        column: x => x.InspectionId,
                        principalTable: "Inspection",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Booking",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SessionId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Seat = table.Column<int>(type: "int", nullable: true),
                    QueuedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Way = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    BookedBy = table.Column<long>(type: "bigint", nullable: true),
                    Note = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    OverlapAccepted = table.Column<bool>(type: "bit", nullable: false),
                    PromotedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    CancelledUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    SeatKeptUntilUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Booking", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Booking_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Booking_Session_SessionId",
                        column: x => x.SessionId,
                        principalTable: "Session",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ClassPhoto",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AttachmentId = table.Column<long>(type: "bigint", nullable: false),
                    SessionId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    TakenUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    TakenFrom = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    PlaceFrom = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StationMetres = table.Column<int>(type: "int", nullable: true),
                    NotesSealed = table.Column<byte[]>(type: "varbinary(500)", maxLength: 500, nullable: true),
                    Device = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    ClockOffsetMs = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClassPhoto", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ClassPhoto_Attachment_AttachmentId",
                        column: x => x.AttachmentId,
                        principalTable: "Attachment",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ClassPhoto_Session_SessionId",
                        column: x => x.SessionId,
                        principalTable: "Session",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Roll",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SessionId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    OpenedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OpenedBy = table.Column<long>(type: "bigint", nullable: true),
                    ClosedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ClosedBy = table.Column<long>(type: "bigint", nullable: true),
                    HeadCount = table.Column<int>(type: "int", nullable: true),
                    TimesInConflict = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Roll", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Roll_Session_SessionId",
                        column: x => x.SessionId,
                        principalTable: "Session",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RollPaper",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false),
                    SessionId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Attendees = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    BlankRows = table.Column<int>(type: "int", nullable: false),
                    PrintedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PrintedBy = table.Column<long>(type: "bigint", nullable: true),
                    Unreadable = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    EnteredUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EnteredBy = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RollPaper", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RollPaper_Session_SessionId",
                        column: x => x.SessionId,
                        principalTable: "Session",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TaughtRecord",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    SessionId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Outline = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    WrittenUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    WrittenBy = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaughtRecord", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TaughtRecord_Session_SessionId",
                        column: x => x.SessionId,
                        principalTable: "Session",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CourseVersion",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CourseId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    TopicCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Summary = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Difficulty = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Tags = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    CoverKey = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Note = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    SubmittedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SubmittedBy = table.Column<long>(type: "bigint", nullable: true),
                    DecidedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedBy = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Place = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    EndedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CourseVersion", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CourseVersion_Course_CourseId",
                        column: x => x.CourseId,
                        principalTable: "Course",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Lesson",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CourseId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    StoredFileId = table.Column<long>(type: "bigint", nullable: false),
                    SourceName = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false),
                    IsLeftOut = table.Column<bool>(type: "bit", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Refusal = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    DurationMs = table.Column<long>(type: "bigint", nullable: true),
                    PublishedFolder = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Measured = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Lesson", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Lesson_Course_CourseId",
                        column: x => x.CourseId,
                        principalTable: "Course",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Lesson_StoredFile_StoredFileId",
                        column: x => x.StoredFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HelpService",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    PoolMembershipId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    HeldOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HelpService", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HelpService_PoolMembership_PoolMembershipId_TrainerId",
                        columns: x => new { x.PoolMembershipId, x.TrainerId },
                        principalTable: "PoolMembership",
                        principalColumns: new[] { "Id", "TrainerId" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HelpService_Station_StationId",
                        column: x => x.StationId,
                        principalTable: "Station",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HelpService_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HomeVisit",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    HouseholdFileId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    PoolMembershipId = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Minutes = table.Column<int>(type: "int", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Content = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Satisfaction = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Signed = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HomeVisit", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HomeVisit_HouseholdFile_HouseholdFileId",
                        column: x => x.HouseholdFileId,
                        principalTable: "HouseholdFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HomeVisit_PoolMembership_PoolMembershipId_TrainerId",
                        columns: x => new { x.PoolMembershipId, x.TrainerId },
                        principalTable: "PoolMembership",
                        principalColumns: new[] { "Id", "TrainerId" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HomeVisit_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SessionTrainer",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    SessionId = table.Column<long>(type: "bigint", nullable: false),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    PoolMembershipId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SessionTrainer", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SessionTrainer_PoolMembership_PoolMembershipId_TrainerId",
                        columns: x => new { x.PoolMembershipId, x.TrainerId },
                        principalTable: "PoolMembership",
                        principalColumns: new[] { "Id", "TrainerId" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SessionTrainer_Session_SessionId",
                        column: x => x.SessionId,
                        principalTable: "Session",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SessionTrainer_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SocialWorkerPost",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    TrainerId = table.Column<long>(type: "bigint", nullable: false),
                    PoolMembershipId = table.Column<long>(type: "bigint", nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SocialWorkerPost", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SocialWorkerPost_PoolMembership_PoolMembershipId_TrainerId",
                        columns: x => new { x.PoolMembershipId, x.TrainerId },
                        principalTable: "PoolMembership",
                        principalColumns: new[] { "Id", "TrainerId" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SocialWorkerPost_Station_StationId",
                        column: x => x.StationId,
                        principalTable: "Station",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SocialWorkerPost_Trainer_TrainerId",
                        column: x => x.TrainerId,
                        principalTable: "Trainer",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingDocument",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    SnapshotId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StoredFileId = table.Column<long>(type: "bigint", nullable: false),
                    MadeUtc = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingDocument", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingDocument_FilingSnapshot_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "FilingSnapshot",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingDocument_StoredFile_StoredFileId",
                        column: x => x.StoredFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingPack",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SnapshotId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    StoredFileId = table.Column<long>(type: "bigint", nullable: false),
                    ManifestSha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    Files = table.Column<int>(type: "int", nullable: false),
                    LeftOut = table.Column<int>(type: "int", nullable: false),
                    MadeUtc = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingPack", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingPack_FilingSnapshot_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "FilingSnapshot",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingPack_StoredFile_StoredFileId",
                        column: x => x.StoredFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingPage",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SnapshotId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    StoredFileId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingPage", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingPage_FilingSnapshot_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "FilingSnapshot",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingPage_StoredFile_StoredFileId",
                        column: x => x.StoredFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingScan",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SnapshotId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    StoredFileId = table.Column<long>(type: "bigint", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Trouble = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    SheetPages = table.Column<int>(type: "int", nullable: false),
                    SentUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SentBy = table.Column<long>(type: "bigint", nullable: true),
                    ReadUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ReplacedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingScan", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingScan_FilingSnapshot_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "FilingSnapshot",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingScan_StoredFile_StoredFileId",
                        column: x => x.StoredFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingSignature",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FilingId = table.Column<long>(type: "bigint", nullable: false),
                    PartId = table.Column<long>(type: "bigint", nullable: true),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SnapshotId = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    SignedBy = table.Column<long>(type: "bigint", nullable: true),
                    SignerName = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    SignedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Opinion = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    EndedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Withdrawn = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingSignature", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingSignature_CountyFiling_FilingId",
                        column: x => x.FilingId,
                        principalTable: "CountyFiling",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingSignature_FilingPart_PartId",
                        column: x => x.PartId,
                        principalTable: "FilingPart",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingSignature_FilingSnapshot_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "FilingSnapshot",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingSupplement",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FilingId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    BaseSnapshotId = table.Column<long>(type: "bigint", nullable: false),
                    SnapshotId = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    MadeUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    MadeBy = table.Column<long>(type: "bigint", nullable: true),
                    TakenUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    TakenBy = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingSupplement", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingSupplement_CountyFiling_FilingId",
                        column: x => x.FilingId,
                        principalTable: "CountyFiling",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingSupplement_FilingSnapshot_BaseSnapshotId",
                        column: x => x.BaseSnapshotId,
                        principalTable: "FilingSnapshot",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingSupplement_FilingSnapshot_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "FilingSnapshot",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SubsidyEntry",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FilingId = table.Column<long>(type: "bigint", nullable: false),
                    SnapshotId = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    OrganizationId = table.Column<long>(type: "bigint", nullable: false),
                    Fund = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    FundName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Amount = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    DecidedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Document = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    EnteredUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EnteredBy = table.Column<long>(type: "bigint", nullable: true),
                    StruckUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    StruckBy = table.Column<long>(type: "bigint", nullable: true),
                    StruckBecause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubsidyEntry", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SubsidyEntry_CountyFiling_FilingId",
                        column: x => x.FilingId,
                        principalTable: "CountyFiling",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SubsidyEntry_FilingSnapshot_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "FilingSnapshot",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SubsidyEntry_Organization_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organization",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DoorMark",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    MarkKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RollId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    AttendeeKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DeviceIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    AddressIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DoorMark", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DoorMark_Roll_RollId",
                        column: x => x.RollId,
                        principalTable: "Roll",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RollFlag",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RollId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Subject = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Attendees = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    OtherRollId = table.Column<long>(type: "bigint", nullable: true),
                    FromUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UntilUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RaisedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    GoneUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Verdict = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RollFlag", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RollFlag_Roll_OtherRollId",
                        column: x => x.OtherRollId,
                        principalTable: "Roll",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RollFlag_Roll_RollId",
                        column: x => x.RollId,
                        principalTable: "Roll",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RollMark",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RollId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    AttendeeKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Supersedes = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Device = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DeviceSequence = table.Column<long>(type: "bigint", nullable: false),
                    DeviceUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ClockOffsetMs = table.Column<long>(type: "bigint", nullable: false),
                    ReceivedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: true),
                    UntilUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    IsLate = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RollMark", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RollMark_Roll_RollId",
                        column: x => x.RollId,
                        principalTable: "Roll",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RollStep",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RollId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    HeadCount = table.Column<int>(type: "int", nullable: true),
                    Supersedes = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Device = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DeviceSequence = table.Column<long>(type: "bigint", nullable: false),
                    DeviceUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ClockOffsetMs = table.Column<long>(type: "bigint", nullable: false),
                    ReceivedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RollStep", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RollStep_Roll_RollId",
                        column: x => x.RollId,
                        principalTable: "Roll",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WalkIn",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RollId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    PhoneTailSealed = table.Column<byte[]>(type: "varbinary(100)", maxLength: 100, nullable: true),
                    PhoneTailIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    PersonId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WalkIn", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WalkIn_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WalkIn_Roll_RollId",
                        column: x => x.RollId,
                        principalTable: "Roll",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CaptionDraft",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    Language = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    SavedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SavedBy = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaptionDraft", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaptionDraft_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CourseVersionLesson",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    VersionId = table.Column<long>(type: "bigint", nullable: false),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Content = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CourseVersionLesson", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CourseVersionLesson_CourseVersion_VersionId",
                        column: x => x.VersionId,
                        principalTable: "CourseVersion",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CourseVersionLesson_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LessonCaption",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    Language = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Label = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Cues = table.Column<int>(type: "int", nullable: false),
                    WrittenUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    WrittenBy = table.Column<long>(type: "bigint", nullable: true),
                    RemovedUtc = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LessonCaption", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LessonCaption_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LessonChapter",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    StartMs = table.Column<long>(type: "bigint", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LessonChapter", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LessonChapter_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LessonKit",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    RequestedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RequestedById = table.Column<long>(type: "bigint", nullable: true),
                    SourceFolder = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Archive = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Pieces = table.Column<int>(type: "int", nullable: false),
                    ReadyUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Refusal = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LessonKit", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LessonKit_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LessonQuestion",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    CourseId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    AskedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AnsweredUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    HandedOverUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    HandedOverBecause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    HiddenUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    HiddenBecause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    SeenUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LessonQuestion", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LessonQuestion_Course_CourseId",
                        column: x => x.CourseId,
                        principalTable: "Course",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LessonQuestion_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LessonQuestion_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LessonSoundTrack",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Label = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    StoredFileId = table.Column<long>(type: "bigint", nullable: false),
                    SourceName = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Refusal = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    DurationMs = table.Column<long>(type: "bigint", nullable: true),
                    PublishedFolder = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    AddedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RemovedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LessonSoundTrack", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LessonSoundTrack_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_LessonSoundTrack_StoredFile_StoredFileId",
                        column: x => x.StoredFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Rendition",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Codecs = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AverageBitrate = table.Column<int>(type: "int", nullable: false),
                    Loudness = table.Column<double>(type: "float", nullable: true),
                    BrokenUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Height = table.Column<int>(type: "int", nullable: false),
                    Width = table.Column<int>(type: "int", nullable: false),
                    Bitrate = table.Column<int>(type: "int", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    DurationMs = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rendition", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Rendition_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Upload",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    CourseId = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false),
                    Title = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Offset = table.Column<long>(type: "bigint", nullable: false),
                    MadeBytes = table.Column<long>(type: "bigint", nullable: false),
                    ExpectedSha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    Status = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Refusal = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    LessonId = table.Column<long>(type: "bigint", nullable: true),
                    StartedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    TouchedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Upload", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Upload_Account_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Upload_Course_CourseId",
                        column: x => x.CourseId,
                        principalTable: "Course",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Upload_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WatchPosition",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    PositionMs = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedUtc = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WatchPosition", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WatchPosition_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_WatchPosition_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WatchProgress",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    Stretches = table.Column<string>(type: "nvarchar(max)", maxLength: 6000, nullable: false),
                    WatchedMs = table.Column<long>(type: "bigint", nullable: false),
                    FirstUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    CompletedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WatchProgress", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WatchProgress_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_WatchProgress_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WatchSitting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Nonce = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LessonId = table.Column<long>(type: "bigint", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: true),
                    Month = table.Column<int>(type: "int", nullable: false),
                    OpenedUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Beats = table.Column<int>(type: "int", nullable: false),
                    LastPositionMs = table.Column<long>(type: "bigint", nullable: false),
                    WatchedMs = table.Column<long>(type: "bigint", nullable: false),
                    Stretches = table.Column<string>(type: "nvarchar(max)", maxLength: 6000, nullable: false),
                    AllowanceUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AllowanceMs = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WatchSitting", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WatchSitting_Lesson_LessonId",
                        column: x => x.LessonId,
                        principalTable: "Lesson",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_WatchSitting_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HelpServiceHousehold",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    HelpServiceId = table.Column<long>(type: "bigint", nullable: false),
                    HouseholdId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HelpServiceHousehold", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HelpServiceHousehold_HelpService_HelpServiceId",
                        column: x => x.HelpServiceId,
                        principalTable: "HelpService",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HelpServiceHousehold_Household_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Household",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HomeVisitPerson",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    HomeVisitId = table.Column<long>(type: "bigint", nullable: false),
                    PersonFileId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HomeVisitPerson", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HomeVisitPerson_HomeVisit_HomeVisitId",
                        column: x => x.HomeVisitId,
                        principalTable: "HomeVisit",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HomeVisitPerson_PersonFile_PersonFileId",
                        column: x => x.PersonFileId,
                        principalTable: "PersonFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingScanPage",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ScanId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Finding = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SheetPage = table.Column<int>(type: "int", nullable: true),
                    Code = table.Column<string>(type: "varchar(8)", unicode: false, maxLength: 8, nullable: true),
                    Source = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StoredFileId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingScanPage", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingScanPage_FilingScan_ScanId",
                        column: x => x.ScanId,
                        principalTable: "FilingScan",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingScanPage_StoredFile_StoredFileId",
                        column: x => x.StoredFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FilingScanRow",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ScanId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    SheetPage = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Label = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Verdict = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Said = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Seen = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Words = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    PaperFileId = table.Column<long>(type: "bigint", nullable: true),
                    SheetFileId = table.Column<long>(type: "bigint", nullable: true),
                    Decision = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    DecidedUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedBy = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilingScanRow", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FilingScanRow_FilingScan_ScanId",
                        column: x => x.ScanId,
                        principalTable: "FilingScan",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingScanRow_StoredFile_PaperFileId",
                        column: x => x.PaperFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FilingScanRow_StoredFile_SheetFileId",
                        column: x => x.SheetFileId,
                        principalTable: "StoredFile",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FlagReview",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    FlagId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    Verdict = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    AccountId = table.Column<long>(type: "bigint", nullable: true),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagReview", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FlagReview_RollFlag_FlagId",
                        column: x => x.FlagId,
                        principalTable: "RollFlag",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RollEntry",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    RollId = table.Column<long>(type: "bigint", nullable: false),
                    SessionId = table.Column<long>(type: "bigint", nullable: false),
                    StationId = table.Column<long>(type: "bigint", nullable: false),
                    RegionCode = table.Column<long>(type: "bigint", nullable: false),
                    AttendeeKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: true),
                    WalkInId = table.Column<long>(type: "bigint", nullable: true),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Present = table.Column<bool>(type: "bit", nullable: false),
                    InConflict = table.Column<bool>(type: "bit", nullable: false),
                    UntilUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    IsStaff = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RollEntry", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RollEntry_Person_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Person",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RollEntry_Roll_RollId",
                        column: x => x.RollId,
                        principalTable: "Roll",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RollEntry_Session_SessionId",
                        column: x => x.SessionId,
                        principalTable: "Session",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RollEntry_WalkIn_WalkInId",
                        column: x => x.WalkInId,
                        principalTable: "WalkIn",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LessonAnswer",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    QuestionId = table.Column<long>(type: "bigint", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(800)", maxLength: 800, nullable: false),
                    AnsweredUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AnsweredBy = table.Column<long>(type: "bigint", nullable: true),
                    FromCounty = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LessonAnswer", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LessonAnswer_LessonQuestion_QuestionId",
                        column: x => x.QuestionId,
                        principalTable: "LessonQuestion",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Account_Person",
                table: "Account",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "UX_Account_UserName",
                table: "Account",
                column: "NormalizedUserName",
                unique: true,
                filter: "[NormalizedUserName] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AccountClaim_UserId",
                table: "AccountClaim",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountLogin_UserId",
                table: "AccountLogin",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountPasskey_UserId",
                table: "AccountPasskey",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountRegion_AccountId",
                table: "AccountRegion",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "UX_AccountRole_Name",
                table: "AccountRole",
                column: "NormalizedName",
                unique: true,
                filter: "[NormalizedName] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AccountRoleClaim_RoleId",
                table: "AccountRoleClaim",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountRoleLink_RoleId",
                table: "AccountRoleLink",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountSession_Account",
                table: "AccountSession",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "UX_AccountSession_Key",
                table: "AccountSession",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AccountStation_AccountId",
                table: "AccountStation",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountStation_Station",
                table: "AccountStation",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "IX_Agreement_OrganizationId",
                table: "Agreement",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Agreement_Region",
                table: "Agreement",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_Agreement_Key",
                table: "Agreement",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_Agreement_Renews",
                table: "Agreement",
                column: "RenewsId",
                unique: true,
                filter: "[RenewsId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Attachment_CopyFileId",
                table: "Attachment",
                column: "CopyFileId");

            migrationBuilder.CreateIndex(
                name: "IX_Attachment_Owner",
                table: "Attachment",
                columns: new[] { "OwnerKind", "OwnerKey" });

            migrationBuilder.CreateIndex(
                name: "IX_Attachment_StoredFileId",
                table: "Attachment",
                column: "StoredFileId");

            migrationBuilder.CreateIndex(
                name: "IX_Attachment_ThumbnailFileId",
                table: "Attachment",
                column: "ThumbnailFileId");

            migrationBuilder.CreateIndex(
                name: "UX_Attachment_Key",
                table: "Attachment",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_Attachment_Once",
                table: "Attachment",
                columns: new[] { "OwnerKind", "OwnerKey", "Purpose", "StoredFileId" },
                unique: true,
                filter: "\"RemovedUtc\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "UX_AuditCheckpoint_Number",
                table: "AuditCheckpoint",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntry_Actor",
                table: "AuditEntry",
                columns: new[] { "ActorId", "OccurredUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntry_Occurred",
                table: "AuditEntry",
                column: "OccurredUtc");

            migrationBuilder.CreateIndex(
                name: "UX_AuditEntry_Stream_Sequence",
                table: "AuditEntry",
                columns: new[] { "Stream", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditHead_Checkpoint",
                table: "AuditHead",
                column: "CheckpointNumber");

            migrationBuilder.CreateIndex(
                name: "UX_AuditHead_Stream",
                table: "AuditHead",
                columns: new[] { "Stream", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditProof_At",
                table: "AuditProof",
                column: "AtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Booking_Person",
                table: "Booking",
                columns: new[] { "PersonId", "State" });

            migrationBuilder.CreateIndex(
                name: "UX_Booking_Key",
                table: "Booking",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_Booking_Person",
                table: "Booking",
                columns: new[] { "SessionId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_Booking_Seat",
                table: "Booking",
                columns: new[] { "SessionId", "Seat" },
                unique: true,
                filter: "[Seat] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CalendarList_Year",
                table: "CalendarList",
                column: "Year");

            migrationBuilder.CreateIndex(
                name: "UX_CalendarList_Key",
                table: "CalendarList",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CalendarListDay_Date",
                table: "CalendarListDay",
                columns: new[] { "ListId", "Date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CaptionDraft",
                table: "CaptionDraft",
                columns: new[] { "LessonId", "Language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CheckedReading_Item",
                table: "CheckedReading",
                columns: new[] { "CheckRunId", "ItemCode", "Reading" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CheckedStation_Month",
                table: "CheckedStation",
                columns: new[] { "Month", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "UX_CheckedStation_Station",
                table: "CheckedStation",
                columns: new[] { "CheckRunId", "StationId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CheckRun_StandardVersionId",
                table: "CheckRun",
                column: "StandardVersionId");

            migrationBuilder.CreateIndex(
                name: "UX_CheckRun_Month",
                table: "CheckRun",
                columns: new[] { "Month", "StandardVersionId", "RegionCode" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClassPhoto_Session",
                table: "ClassPhoto",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "UX_ClassPhoto_Attachment",
                table: "ClassPhoto",
                column: "AttachmentId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CommendationCandidate_Key",
                table: "CommendationCandidate",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CommendationCandidate_Subject",
                table: "CommendationCandidate",
                columns: new[] { "ListId", "Kind", "RegionCode", "SubjectId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CommendationList_Key",
                table: "CommendationList",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CommendationList_Period",
                table: "CommendationList",
                columns: new[] { "RegionCode", "Period", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConsentRecord_PersonId",
                table: "ConsentRecord",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "UX_ConsentRecord_Key",
                table: "ConsentRecord",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CountyFiling_LeadOrganizationId",
                table: "CountyFiling",
                column: "LeadOrganizationId");

            migrationBuilder.CreateIndex(
                name: "UX_CountyFiling_Key",
                table: "CountyFiling",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CountyFiling_Period",
                table: "CountyFiling",
                columns: new[] { "RegionCode", "Period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Course_Region",
                table: "Course",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "IX_Course_TopicCode",
                table: "Course",
                column: "TopicCode");

            migrationBuilder.CreateIndex(
                name: "IX_Course_TrainerId",
                table: "Course",
                column: "TrainerId");

            migrationBuilder.CreateIndex(
                name: "UX_Course_Key",
                table: "Course",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CourseVersion_InReview",
                table: "CourseVersion",
                column: "CourseId",
                unique: true,
                filter: "\"State\" = 'InReview'");

            migrationBuilder.CreateIndex(
                name: "UX_CourseVersion_Key",
                table: "CourseVersion",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CourseVersion_Number",
                table: "CourseVersion",
                columns: new[] { "CourseId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_CourseVersion_Published",
                table: "CourseVersion",
                column: "CourseId",
                unique: true,
                filter: "\"State\" = 'Published'");

            migrationBuilder.CreateIndex(
                name: "IX_CourseVersionLesson_Lesson",
                table: "CourseVersionLesson",
                column: "LessonId");

            migrationBuilder.CreateIndex(
                name: "UX_CourseVersionLesson",
                table: "CourseVersionLesson",
                columns: new[] { "VersionId", "LessonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DeclaredFigure_Name",
                table: "DeclaredFigure",
                columns: new[] { "Name", "Month", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_DeclaredFigure_SheetId",
                table: "DeclaredFigure",
                column: "SheetId");

            migrationBuilder.CreateIndex(
                name: "UX_DeclaredFigure_Key",
                table: "DeclaredFigure",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DeclaredSheet_StandardVersionId",
                table: "DeclaredSheet",
                column: "StandardVersionId");

            migrationBuilder.CreateIndex(
                name: "UX_DeclaredSheet_Key",
                table: "DeclaredSheet",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_DeclaredSheet_Place",
                table: "DeclaredSheet",
                columns: new[] { "RegionCode", "StationId", "Period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DeclaredStep_SheetId",
                table: "DeclaredStep",
                column: "SheetId");

            migrationBuilder.CreateIndex(
                name: "IX_DoorMark_Roll",
                table: "DoorMark",
                columns: new[] { "RollId", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "UX_DoorMark_Mark",
                table: "DoorMark",
                column: "MarkKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_DutyCall_Key",
                table: "DutyCall",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_DutyCall_Once",
                table: "DutyCall",
                columns: new[] { "Duty", "Subject", "Call", "OnDay" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ErasureRequest_PersonId",
                table: "ErasureRequest",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureRequest_Region",
                table: "ErasureRequest",
                columns: new[] { "RegionCode", "Status" });

            migrationBuilder.CreateIndex(
                name: "UX_ErasureRequest_Key",
                table: "ErasureRequest",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceItem_StoredFileId",
                table: "EvidenceItem",
                column: "StoredFileId");

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceItem_Subject",
                table: "EvidenceItem",
                columns: new[] { "SubjectKind", "SubjectId" });

            migrationBuilder.CreateIndex(
                name: "IX_FilingDocument_StoredFileId",
                table: "FilingDocument",
                column: "StoredFileId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingDocument_Kind",
                table: "FilingDocument",
                columns: new[] { "SnapshotId", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingPack_StoredFileId",
                table: "FilingPack",
                column: "StoredFileId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingPack_Key",
                table: "FilingPack",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_FilingPack_Once",
                table: "FilingPack",
                columns: new[] { "SnapshotId", "StoredFileId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingPage_Snapshot",
                table: "FilingPage",
                column: "SnapshotId");

            migrationBuilder.CreateIndex(
                name: "IX_FilingPage_StoredFileId",
                table: "FilingPage",
                column: "StoredFileId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingPage_Key",
                table: "FilingPage",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingPart_OrganizationId",
                table: "FilingPart",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingPart_Body",
                table: "FilingPart",
                columns: new[] { "FilingId", "OrganizationId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_FilingPart_Key",
                table: "FilingPart",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_FilingProof_Filing",
                table: "FilingProof",
                column: "FilingId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingRemark_FilingId",
                table: "FilingRemark",
                column: "FilingId");

            migrationBuilder.CreateIndex(
                name: "IX_FilingRemark_PartId",
                table: "FilingRemark",
                column: "PartId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingRemark_Key",
                table: "FilingRemark",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingReturn_FilingId",
                table: "FilingReturn",
                column: "FilingId");

            migrationBuilder.CreateIndex(
                name: "IX_FilingReturn_PartId",
                table: "FilingReturn",
                column: "PartId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingReturn_Key",
                table: "FilingReturn",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingScan_Snapshot",
                table: "FilingScan",
                column: "SnapshotId");

            migrationBuilder.CreateIndex(
                name: "IX_FilingScan_StoredFileId",
                table: "FilingScan",
                column: "StoredFileId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingScan_Key",
                table: "FilingScan",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingScanPage_StoredFileId",
                table: "FilingScanPage",
                column: "StoredFileId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingScanPage_Key",
                table: "FilingScanPage",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_FilingScanPage_Number",
                table: "FilingScanPage",
                columns: new[] { "ScanId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingScanRow_PaperFileId",
                table: "FilingScanRow",
                column: "PaperFileId");

            migrationBuilder.CreateIndex(
                name: "IX_FilingScanRow_SheetFileId",
                table: "FilingScanRow",
                column: "SheetFileId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingScanRow_Key",
                table: "FilingScanRow",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_FilingScanRow_Number",
                table: "FilingScanRow",
                columns: new[] { "ScanId", "SheetPage", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingSignature_FilingId",
                table: "FilingSignature",
                column: "FilingId");

            migrationBuilder.CreateIndex(
                name: "IX_FilingSignature_PartId",
                table: "FilingSignature",
                column: "PartId");

            migrationBuilder.CreateIndex(
                name: "IX_FilingSignature_SnapshotId",
                table: "FilingSignature",
                column: "SnapshotId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingSignature_Key",
                table: "FilingSignature",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingSnapshot_PartId",
                table: "FilingSnapshot",
                column: "PartId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingSnapshot_Code",
                table: "FilingSnapshot",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_FilingSnapshot_Key",
                table: "FilingSnapshot",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_FilingSnapshot_Number",
                table: "FilingSnapshot",
                columns: new[] { "FilingId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FilingStep_FilingId",
                table: "FilingStep",
                column: "FilingId");

            migrationBuilder.CreateIndex(
                name: "IX_FilingStep_PartId",
                table: "FilingStep",
                column: "PartId");

            migrationBuilder.CreateIndex(
                name: "IX_FilingSupplement_BaseSnapshotId",
                table: "FilingSupplement",
                column: "BaseSnapshotId");

            migrationBuilder.CreateIndex(
                name: "IX_FilingSupplement_SnapshotId",
                table: "FilingSupplement",
                column: "SnapshotId");

            migrationBuilder.CreateIndex(
                name: "UX_FilingSupplement_Key",
                table: "FilingSupplement",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_FilingSupplement_Number",
                table: "FilingSupplement",
                columns: new[] { "FilingId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_FilingTerm_Key",
                table: "FilingTerm",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_FilingTerm_Period",
                table: "FilingTerm",
                columns: new[] { "RegionCode", "Period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Finding_Month",
                table: "Finding",
                columns: new[] { "Month", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_Finding_Run",
                table: "Finding",
                columns: new[] { "CheckRunId", "ItemCode", "Reading", "StationId" });

            migrationBuilder.CreateIndex(
                name: "IX_FindingChange_Run",
                table: "FindingChange",
                column: "CheckRunId");

            migrationBuilder.CreateIndex(
                name: "IX_FindingCorrection_CheckRunId",
                table: "FindingCorrection",
                column: "CheckRunId");

            migrationBuilder.CreateIndex(
                name: "IX_FlagReview_Flag",
                table: "FlagReview",
                column: "FlagId");

            migrationBuilder.CreateIndex(
                name: "IX_GroupMember_Region",
                table: "GroupMember",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_GroupMember_Key",
                table: "GroupMember",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HelpService_Month",
                table: "HelpService",
                columns: new[] { "Month", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_HelpService_PoolMembershipId_TrainerId",
                table: "HelpService",
                columns: new[] { "PoolMembershipId", "TrainerId" });

            migrationBuilder.CreateIndex(
                name: "IX_HelpService_StationId",
                table: "HelpService",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "IX_HelpService_TrainerId",
                table: "HelpService",
                column: "TrainerId");

            migrationBuilder.CreateIndex(
                name: "UX_HelpService_Key",
                table: "HelpService",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HelpServiceHousehold_HouseholdId",
                table: "HelpServiceHousehold",
                column: "HouseholdId");

            migrationBuilder.CreateIndex(
                name: "UX_HelpServiceHousehold",
                table: "HelpServiceHousehold",
                columns: new[] { "HelpServiceId", "HouseholdId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HomeVisit_HouseholdFileId",
                table: "HomeVisit",
                column: "HouseholdFileId");

            migrationBuilder.CreateIndex(
                name: "IX_HomeVisit_Month",
                table: "HomeVisit",
                columns: new[] { "Month", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_HomeVisit_PoolMembershipId_TrainerId",
                table: "HomeVisit",
                columns: new[] { "PoolMembershipId", "TrainerId" });

            migrationBuilder.CreateIndex(
                name: "IX_HomeVisit_TrainerId",
                table: "HomeVisit",
                column: "TrainerId");

            migrationBuilder.CreateIndex(
                name: "UX_HomeVisit_Key",
                table: "HomeVisit",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HomeVisitPerson_PersonFileId",
                table: "HomeVisitPerson",
                column: "PersonFileId");

            migrationBuilder.CreateIndex(
                name: "UX_HomeVisitPerson",
                table: "HomeVisitPerson",
                columns: new[] { "HomeVisitId", "PersonFileId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Household_CanonicalId",
                table: "Household",
                column: "CanonicalId");

            migrationBuilder.CreateIndex(
                name: "IX_Household_Region",
                table: "Household",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_Household_Key",
                table: "Household",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HouseholdCard_Household",
                table: "HouseholdCard",
                columns: new[] { "HouseholdId", "StationId" });

            migrationBuilder.CreateIndex(
                name: "IX_HouseholdCard_Short",
                table: "HouseholdCard",
                column: "ShortIndex");

            migrationBuilder.CreateIndex(
                name: "IX_HouseholdCard_StationId",
                table: "HouseholdCard",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "UX_HouseholdCard_Code",
                table: "HouseholdCard",
                column: "CodeHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_HouseholdCard_Key",
                table: "HouseholdCard",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HouseholdFile_HouseholdId",
                table: "HouseholdFile",
                column: "HouseholdId");

            migrationBuilder.CreateIndex(
                name: "IX_HouseholdFile_Region",
                table: "HouseholdFile",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_HouseholdFile_Household",
                table: "HouseholdFile",
                columns: new[] { "StationId", "HouseholdId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_HouseholdFile_Key",
                table: "HouseholdFile",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HouseholdMember_HouseholdId",
                table: "HouseholdMember",
                column: "HouseholdId");

            migrationBuilder.CreateIndex(
                name: "IX_HouseholdMember_PersonId",
                table: "HouseholdMember",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ImportDraft_Account",
                table: "ImportDraft",
                columns: new[] { "AccountId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "UX_ImportDraft_Key",
                table: "ImportDraft",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InboxMessage_Account",
                table: "InboxMessage",
                columns: new[] { "AccountId", "ReadUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Inspection_Record",
                table: "Inspection",
                columns: new[] { "Kind", "RecordId" });

            migrationBuilder.CreateIndex(
                name: "IX_Inspection_State",
                table: "Inspection",
                columns: new[] { "State", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_Inspection_StationId",
                table: "Inspection",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "UX_Inspection_Key",
                table: "Inspection",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_Inspection_Record",
                table: "Inspection",
                columns: new[] { "DrawId", "Kind", "RecordKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InspectionDraw_Region",
                table: "InspectionDraw",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_InspectionDraw_Key",
                table: "InspectionDraw",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InspectionStep_InspectionId",
                table: "InspectionStep",
                column: "InspectionId");

            migrationBuilder.CreateIndex(
                name: "IX_Invitation_AccountId",
                table: "Invitation",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Invitation_Region",
                table: "Invitation",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_Invitation_Token",
                table: "Invitation",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Lesson_CourseId",
                table: "Lesson",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_Lesson_StoredFileId",
                table: "Lesson",
                column: "StoredFileId");

            migrationBuilder.CreateIndex(
                name: "UX_Lesson_Key",
                table: "Lesson",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LessonAnswer_QuestionId",
                table: "LessonAnswer",
                column: "QuestionId");

            migrationBuilder.CreateIndex(
                name: "UX_LessonAnswer_Key",
                table: "LessonAnswer",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_LessonCaption_Key",
                table: "LessonCaption",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_LessonCaption_Number",
                table: "LessonCaption",
                columns: new[] { "LessonId", "Language", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_LessonChapter",
                table: "LessonChapter",
                columns: new[] { "LessonId", "StartMs" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_LessonKit_Lesson",
                table: "LessonKit",
                column: "LessonId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LessonQuestion_Course",
                table: "LessonQuestion",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_LessonQuestion_Lesson",
                table: "LessonQuestion",
                column: "LessonId");

            migrationBuilder.CreateIndex(
                name: "IX_LessonQuestion_Person",
                table: "LessonQuestion",
                columns: new[] { "PersonId", "AskedUtc" });

            migrationBuilder.CreateIndex(
                name: "UX_LessonQuestion_Key",
                table: "LessonQuestion",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LessonSoundTrack_Lesson",
                table: "LessonSoundTrack",
                column: "LessonId");

            migrationBuilder.CreateIndex(
                name: "IX_LessonSoundTrack_StoredFileId",
                table: "LessonSoundTrack",
                column: "StoredFileId");

            migrationBuilder.CreateIndex(
                name: "UX_LessonSoundTrack_Key",
                table: "LessonSoundTrack",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ModuleSelfCheck_Month",
                table: "ModuleSelfCheck",
                columns: new[] { "Month", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_NoticeItem_NoticeId",
                table: "NoticeItem",
                column: "NoticeId");

            migrationBuilder.CreateIndex(
                name: "IX_NoticeItem_Subject",
                table: "NoticeItem",
                column: "SubjectKey");

            migrationBuilder.CreateIndex(
                name: "UX_NoticeItem_Key",
                table: "NoticeItem",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NoticeObjection_NoticeId",
                table: "NoticeObjection",
                column: "NoticeId");

            migrationBuilder.CreateIndex(
                name: "IX_NoticeObjection_NoticeItemId",
                table: "NoticeObjection",
                column: "NoticeItemId");

            migrationBuilder.CreateIndex(
                name: "UX_NoticeObjection_Key",
                table: "NoticeObjection",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OffPlatformDeclaration_Month",
                table: "OffPlatformDeclaration",
                columns: new[] { "Month", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_OffPlatformDeclaration_StationId",
                table: "OffPlatformDeclaration",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "IX_Organization_Region",
                table: "Organization",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_Organization_CreditCode",
                table: "Organization",
                columns: new[] { "RegionCode", "CreditCode" },
                unique: true,
                filter: "[CreditCode] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "UX_Organization_Key",
                table: "Organization",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutgoingMessage_State",
                table: "OutgoingMessage",
                columns: new[] { "State", "NextTryUtc" });

            migrationBuilder.CreateIndex(
                name: "UX_OutgoingMessage_Key",
                table: "OutgoingMessage",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Pairing_OrganizationId",
                table: "Pairing",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Pairing_Region",
                table: "Pairing",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_Pairing_Key",
                table: "Pairing",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Person_AwaitsMatching",
                table: "Person",
                column: "AwaitsMatching");

            migrationBuilder.CreateIndex(
                name: "IX_Person_Birth",
                table: "Person",
                columns: new[] { "BirthDate", "CountyCode" });

            migrationBuilder.CreateIndex(
                name: "IX_Person_Canonical",
                table: "Person",
                column: "CanonicalId");

            migrationBuilder.CreateIndex(
                name: "IX_Person_CountyInitials",
                table: "Person",
                columns: new[] { "CountyCode", "Initials", "NameKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Person_CountyName",
                table: "Person",
                columns: new[] { "CountyCode", "NameKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Person_Household",
                table: "Person",
                column: "HouseholdId");

            migrationBuilder.CreateIndex(
                name: "IX_Person_IdNumber",
                table: "Person",
                column: "IdNumberIndex");

            migrationBuilder.CreateIndex(
                name: "IX_Person_Initials",
                table: "Person",
                columns: new[] { "Initials", "NameKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Person_NameKey",
                table: "Person",
                columns: new[] { "NameKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Person_Phone",
                table: "Person",
                column: "PhoneIndex");

            migrationBuilder.CreateIndex(
                name: "IX_Person_PhoneTail",
                table: "Person",
                column: "PhoneTailIndex");

            migrationBuilder.CreateIndex(
                name: "IX_Person_Region",
                table: "Person",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_Person_Key",
                table: "Person",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonCounty_County",
                table: "PersonCounty",
                column: "CountyCode");

            migrationBuilder.CreateIndex(
                name: "IX_PersonCounty_Person",
                table: "PersonCounty",
                columns: new[] { "PersonId", "CountyCode" });

            migrationBuilder.CreateIndex(
                name: "IX_PersonFile_PersonId",
                table: "PersonFile",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "UX_PersonFile_Person",
                table: "PersonFile",
                columns: new[] { "HouseholdFileId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonMatch_Second",
                table: "PersonMatch",
                column: "SecondId");

            migrationBuilder.CreateIndex(
                name: "IX_PersonMatch_State",
                table: "PersonMatch",
                columns: new[] { "State", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "UX_PersonMatch_Key",
                table: "PersonMatch",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_PersonMatch_Pair",
                table: "PersonMatch",
                columns: new[] { "FirstId", "SecondId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonMerge_From",
                table: "PersonMerge",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_PersonMerge_HouseholdId",
                table: "PersonMerge",
                column: "HouseholdId");

            migrationBuilder.CreateIndex(
                name: "IX_PersonMerge_Into",
                table: "PersonMerge",
                column: "IntoId");

            migrationBuilder.CreateIndex(
                name: "IX_PersonMerge_IntoHouseholdId",
                table: "PersonMerge",
                column: "IntoHouseholdId");

            migrationBuilder.CreateIndex(
                name: "UX_PersonMerge_Key",
                table: "PersonMerge",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PhoneCode_Address",
                table: "PhoneCode",
                columns: new[] { "AddressIndex", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_PhoneCode_Phone",
                table: "PhoneCode",
                columns: new[] { "PhoneIndex", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "UX_PhoneCode_Key",
                table: "PhoneCode",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Pilot_Region",
                table: "Pilot",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_Pilot_Key",
                table: "Pilot",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PoolDossier_Region",
                table: "PoolDossier",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_PoolDossier_Receipt",
                table: "PoolDossier",
                column: "ReceiptNumber",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_PoolDossier_Trainer",
                table: "PoolDossier",
                column: "TrainerId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_PoolMembership_From",
                table: "PoolMembership",
                columns: new[] { "TrainerId", "FromDate" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Portrait_Consent",
                table: "Portrait",
                column: "ConsentId");

            migrationBuilder.CreateIndex(
                name: "UX_Portrait_Person",
                table: "Portrait",
                column: "PersonId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PublicNotice_State",
                table: "PublicNotice",
                columns: new[] { "State", "LastDay" });

            migrationBuilder.CreateIndex(
                name: "UX_PublicNotice_Key",
                table: "PublicNotice",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Region_Initials",
                table: "Region",
                column: "Initials");

            migrationBuilder.CreateIndex(
                name: "IX_Region_Parent",
                table: "Region",
                column: "ParentCode");

            migrationBuilder.CreateIndex(
                name: "IX_RegionChange_Region",
                table: "RegionChange",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_Rendition_Name",
                table: "Rendition",
                columns: new[] { "LessonId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ResidentSignIn_Month",
                table: "ResidentSignIn",
                columns: new[] { "Month", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_RetentionDue_Region",
                table: "RetentionDue",
                columns: new[] { "RegionCode", "Rule" });

            migrationBuilder.CreateIndex(
                name: "IX_Roll_Open",
                table: "Roll",
                column: "StationId",
                filter: "\"Status\" = 'Open'");

            migrationBuilder.CreateIndex(
                name: "UX_Roll_Key",
                table: "Roll",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_Roll_Session",
                table: "Roll",
                column: "SessionId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RollEntry_Month",
                table: "RollEntry",
                columns: new[] { "Month", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_RollEntry_PersonId",
                table: "RollEntry",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_RollEntry_RollId",
                table: "RollEntry",
                column: "RollId");

            migrationBuilder.CreateIndex(
                name: "IX_RollEntry_WalkInId",
                table: "RollEntry",
                column: "WalkInId");

            migrationBuilder.CreateIndex(
                name: "UX_RollEntry_Attendee",
                table: "RollEntry",
                columns: new[] { "SessionId", "AttendeeKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RollFlag_OtherRollId",
                table: "RollFlag",
                column: "OtherRollId");

            migrationBuilder.CreateIndex(
                name: "IX_RollFlag_Region",
                table: "RollFlag",
                columns: new[] { "RegionCode", "RaisedUtc" });

            migrationBuilder.CreateIndex(
                name: "UX_RollFlag_Key",
                table: "RollFlag",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_RollFlag_Subject",
                table: "RollFlag",
                columns: new[] { "RollId", "Kind", "Subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RollMark_Attendee",
                table: "RollMark",
                columns: new[] { "RollId", "AttendeeKey" });

            migrationBuilder.CreateIndex(
                name: "UX_RollMark_Key",
                table: "RollMark",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RollPaper_Session",
                table: "RollPaper",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "UX_RollPaper_Code",
                table: "RollPaper",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_RollPaper_Key",
                table: "RollPaper",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RollStep_Roll",
                table: "RollStep",
                column: "RollId");

            migrationBuilder.CreateIndex(
                name: "UX_RollStep_Key",
                table: "RollStep",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RulingDecision_Ruling",
                table: "RulingDecision",
                columns: new[] { "StandardCode", "RulingId", "InForceFrom" });

            migrationBuilder.CreateIndex(
                name: "UX_RulingDecision_Key",
                table: "RulingDecision",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Session_Month",
                table: "Session",
                columns: new[] { "Month", "RegionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_Session_Planned",
                table: "Session",
                column: "PlannedStartUtc",
                filter: "\"Status\" = 'Planned'");

            migrationBuilder.CreateIndex(
                name: "IX_Session_Station",
                table: "Session",
                columns: new[] { "StationId", "PlannedStartUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Session_TopicCode",
                table: "Session",
                column: "TopicCode");

            migrationBuilder.CreateIndex(
                name: "UX_Session_Key",
                table: "Session",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SessionTrainer_PoolMembershipId_TrainerId",
                table: "SessionTrainer",
                columns: new[] { "PoolMembershipId", "TrainerId" });

            migrationBuilder.CreateIndex(
                name: "IX_SessionTrainer_TrainerId",
                table: "SessionTrainer",
                column: "TrainerId");

            migrationBuilder.CreateIndex(
                name: "UX_SessionTrainer",
                table: "SessionTrainer",
                columns: new[] { "SessionId", "TrainerId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SocialWorkerPost_PoolMembershipId_TrainerId",
                table: "SocialWorkerPost",
                columns: new[] { "PoolMembershipId", "TrainerId" });

            migrationBuilder.CreateIndex(
                name: "IX_SocialWorkerPost_StationId",
                table: "SocialWorkerPost",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "IX_SocialWorkerPost_TrainerId",
                table: "SocialWorkerPost",
                column: "TrainerId");

            migrationBuilder.CreateIndex(
                name: "IX_StandardDraft_BasedOnId",
                table: "StandardDraft",
                column: "BasedOnId");

            migrationBuilder.CreateIndex(
                name: "IX_StandardDraft_Code",
                table: "StandardDraft",
                columns: new[] { "Code", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_StandardDraft_IssuedAsId",
                table: "StandardDraft",
                column: "IssuedAsId");

            migrationBuilder.CreateIndex(
                name: "UX_StandardDraft_Key",
                table: "StandardDraft",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_StandardVersion_Number",
                table: "StandardVersion",
                columns: new[] { "Code", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_StandardVersion_Sha256",
                table: "StandardVersion",
                column: "Sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Station_OrganizationId",
                table: "Station",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Station_Region",
                table: "Station",
                column: "RegionCode");

            migrationBuilder.CreateIndex(
                name: "UX_Station_Key",
                table: "Station",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StationMember_Person",
                table: "StationMember",
                columns: new[] { "StationId", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_StationMember_PersonId",
                table: "StationMember",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_StationStep_StationId",
                table: "StationStep",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "IX_StationSuspension_StationId",
                table: "StationSuspension",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "UX_StoredFile_Sha256",
                table: "StoredFile",
                column: "Sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SubsidyEntry_FilingId",
                table: "SubsidyEntry",
                column: "FilingId");

            migrationBuilder.CreateIndex(
                name: "IX_SubsidyEntry_OrganizationId",
                table: "SubsidyEntry",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_SubsidyEntry_Region",
                table: "SubsidyEntry",
                columns: new[] { "RegionCode", "DecidedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_SubsidyEntry_SnapshotId",
                table: "SubsidyEntry",
                column: "SnapshotId");

            migrationBuilder.CreateIndex(
                name: "UX_SubsidyEntry_Key",
                table: "SubsidyEntry",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_TaughtRecord_Session",
                table: "TaughtRecord",
                column: "SessionId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Trainer_OrganizationId",
                table: "Trainer",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Trainer_PersonId",
                table: "Trainer",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "UX_Trainer_Key",
                table: "Trainer",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TrainerCertificate_TrainerId",
                table: "TrainerCertificate",
                column: "TrainerId");

            migrationBuilder.CreateIndex(
                name: "UX_TrainerCertificate_Key",
                table: "TrainerCertificate",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TrainerCounty_Region",
                table: "TrainerCounty",
                columns: new[] { "RegionCode", "TrainerId" });

            migrationBuilder.CreateIndex(
                name: "IX_TrainerCounty_TrainerId",
                table: "TrainerCounty",
                column: "TrainerId");

            migrationBuilder.CreateIndex(
                name: "IX_TrainerSpeciality_TopicCode",
                table: "TrainerSpeciality",
                column: "TopicCode");

            migrationBuilder.CreateIndex(
                name: "UX_TrainerSpeciality",
                table: "TrainerSpeciality",
                columns: new[] { "TrainerId", "TopicCode" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_TrainerStep_Ordinal",
                table: "TrainerStep",
                columns: new[] { "TrainerId", "Ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TrainerTravel_CountyCode",
                table: "TrainerTravel",
                column: "CountyCode");

            migrationBuilder.CreateIndex(
                name: "UX_TrainerTravel",
                table: "TrainerTravel",
                columns: new[] { "TrainerId", "CountyCode" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_TrainingHours_Key",
                table: "TrainingHours",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_TrainingHours_Lesson",
                table: "TrainingHours",
                columns: new[] { "TrainerId", "LessonKey" },
                unique: true,
                filter: "[LessonKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Upload_AccountId",
                table: "Upload",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Upload_CourseId",
                table: "Upload",
                column: "CourseId");

            migrationBuilder.CreateIndex(
                name: "IX_Upload_LessonId",
                table: "Upload",
                column: "LessonId");

            migrationBuilder.CreateIndex(
                name: "IX_Upload_Status",
                table: "Upload",
                columns: new[] { "Status", "ExpiresUtc" });

            migrationBuilder.CreateIndex(
                name: "UX_Upload_Key",
                table: "Upload",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WalkIn_PersonId",
                table: "WalkIn",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_WalkIn_RollId",
                table: "WalkIn",
                column: "RollId");

            migrationBuilder.CreateIndex(
                name: "UX_WalkIn_Key",
                table: "WalkIn",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UX_WatchClock_Person",
                table: "WatchClock",
                column: "PersonId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WatchPosition_LessonId",
                table: "WatchPosition",
                column: "LessonId");

            migrationBuilder.CreateIndex(
                name: "UX_WatchPosition",
                table: "WatchPosition",
                columns: new[] { "PersonId", "LessonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WatchProgress_Lesson",
                table: "WatchProgress",
                column: "LessonId");

            migrationBuilder.CreateIndex(
                name: "UX_WatchProgress",
                table: "WatchProgress",
                columns: new[] { "PersonId", "LessonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WatchSitting_Lesson",
                table: "WatchSitting",
                columns: new[] { "LessonId", "WatchedMs" });

            migrationBuilder.CreateIndex(
                name: "IX_WatchSitting_Person",
                table: "WatchSitting",
                columns: new[] { "PersonId", "Month" });

            migrationBuilder.CreateIndex(
                name: "UX_WatchSitting_Nonce",
                table: "WatchSitting",
                column: "Nonce",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkItem_Parent",
                table: "WorkItem",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_WorkItem_Status",
                table: "WorkItem",
                columns: new[] { "Status", "NotBeforeUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkItem_Subject",
                table: "WorkItem",
                columns: new[] { "Kind", "SubjectId" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkRun_Item",
                table: "WorkRun",
                column: "WorkItemId");

            migrationBuilder.CreateIndex(
                name: "IX_WorkRun_Job",
                table: "WorkRun",
                columns: new[] { "Job", "StartedUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountClaim");

            migrationBuilder.DropTable(
                name: "AccountLogin");

            migrationBuilder.DropTable(
                name: "AccountPasskey");

            migrationBuilder.DropTable(
                name: "AccountRegion");

            migrationBuilder.DropTable(
                name: "AccountRoleClaim");

            migrationBuilder.DropTable(
                name: "AccountRoleLink");

            migrationBuilder.DropTable(
                name: "AccountSession");

            migrationBuilder.DropTable(
                name: "AccountStation");

            migrationBuilder.DropTable(
                name: "AccountToken");

            migrationBuilder.DropTable(
                name: "Agreement");

            migrationBuilder.DropTable(
                name: "AuditCheckpoint");

            migrationBuilder.DropTable(
                name: "AuditEntry");

            migrationBuilder.DropTable(
                name: "AuditHead");

            migrationBuilder.DropTable(
                name: "AuditProof");

            migrationBuilder.DropTable(
                name: "Booking");

            migrationBuilder.DropTable(
                name: "CalendarListDay");

            migrationBuilder.DropTable(
                name: "CaptionDraft");

            migrationBuilder.DropTable(
                name: "CheckedReading");

            migrationBuilder.DropTable(
                name: "CheckedStation");

            migrationBuilder.DropTable(
                name: "ClassPhoto");

            migrationBuilder.DropTable(
                name: "CommendationCandidate");

            migrationBuilder.DropTable(
                name: "CourseVersionLesson");

            migrationBuilder.DropTable(
                name: "DeclaredFigure");

            migrationBuilder.DropTable(
                name: "DeclaredStep");

            migrationBuilder.DropTable(
                name: "DiskLedger");

            migrationBuilder.DropTable(
                name: "DoorMark");

            migrationBuilder.DropTable(
                name: "DutyCall");

            migrationBuilder.DropTable(
                name: "ErasureRequest");

            migrationBuilder.DropTable(
                name: "EvidenceItem");

            migrationBuilder.DropTable(
                name: "FilingDocument");

            migrationBuilder.DropTable(
                name: "FilingPack");

            migrationBuilder.DropTable(
                name: "FilingPage");

            migrationBuilder.DropTable(
                name: "FilingProof");

            migrationBuilder.DropTable(
                name: "FilingRemark");

            migrationBuilder.DropTable(
                name: "FilingReturn");

            migrationBuilder.DropTable(
                name: "FilingScanPage");

            migrationBuilder.DropTable(
                name: "FilingScanRow");

            migrationBuilder.DropTable(
                name: "FilingSignature");

            migrationBuilder.DropTable(
                name: "FilingStep");

            migrationBuilder.DropTable(
                name: "FilingSupplement");

            migrationBuilder.DropTable(
                name: "FilingTerm");

            migrationBuilder.DropTable(
                name: "Finding");

            migrationBuilder.DropTable(
                name: "FindingChange");

            migrationBuilder.DropTable(
                name: "FindingCorrection");

            migrationBuilder.DropTable(
                name: "FlagReview");

            migrationBuilder.DropTable(
                name: "GroupMember");

            migrationBuilder.DropTable(
                name: "HelpServiceHousehold");

            migrationBuilder.DropTable(
                name: "HomeVisitPerson");

            migrationBuilder.DropTable(
                name: "HouseholdCard");

            migrationBuilder.DropTable(
                name: "HouseholdMember");

            migrationBuilder.DropTable(
                name: "ImportDraft");

            migrationBuilder.DropTable(
                name: "InboxMessage");

            migrationBuilder.DropTable(
                name: "InspectionStep");

            migrationBuilder.DropTable(
                name: "Invitation");

            migrationBuilder.DropTable(
                name: "LessonAnswer");

            migrationBuilder.DropTable(
                name: "LessonCaption");

            migrationBuilder.DropTable(
                name: "LessonChapter");

            migrationBuilder.DropTable(
                name: "LessonKit");

            migrationBuilder.DropTable(
                name: "LessonSoundTrack");

            migrationBuilder.DropTable(
                name: "ModuleSelfCheck");

            migrationBuilder.DropTable(
                name: "NoticeObjection");

            migrationBuilder.DropTable(
                name: "OffPlatformDeclaration");

            migrationBuilder.DropTable(
                name: "OutgoingMessage");

            migrationBuilder.DropTable(
                name: "Pairing");

            migrationBuilder.DropTable(
                name: "PersonCounty");

            migrationBuilder.DropTable(
                name: "PersonMatch");

            migrationBuilder.DropTable(
                name: "PersonMerge");

            migrationBuilder.DropTable(
                name: "PhoneCode");

            migrationBuilder.DropTable(
                name: "Pilot");

            migrationBuilder.DropTable(
                name: "PoolDossier");

            migrationBuilder.DropTable(
                name: "Portrait");

            migrationBuilder.DropTable(
                name: "RegionChange");

            migrationBuilder.DropTable(
                name: "Rendition");

            migrationBuilder.DropTable(
                name: "ResidentSignIn");

            migrationBuilder.DropTable(
                name: "RetentionDue");

            migrationBuilder.DropTable(
                name: "RollEntry");

            migrationBuilder.DropTable(
                name: "RollMark");

            migrationBuilder.DropTable(
                name: "RollPaper");

            migrationBuilder.DropTable(
                name: "RollStep");

            migrationBuilder.DropTable(
                name: "RulingDecision");

            migrationBuilder.DropTable(
                name: "SessionTrainer");

            migrationBuilder.DropTable(
                name: "SocialWorkerPost");

            migrationBuilder.DropTable(
                name: "StandardDraft");

            migrationBuilder.DropTable(
                name: "StationMember");

            migrationBuilder.DropTable(
                name: "StationStep");

            migrationBuilder.DropTable(
                name: "StationSuspension");

            migrationBuilder.DropTable(
                name: "SubsidyEntry");

            migrationBuilder.DropTable(
                name: "TaughtRecord");

            migrationBuilder.DropTable(
                name: "TrainerCertificate");

            migrationBuilder.DropTable(
                name: "TrainerCounty");

            migrationBuilder.DropTable(
                name: "TrainerSpeciality");

            migrationBuilder.DropTable(
                name: "TrainerStep");

            migrationBuilder.DropTable(
                name: "TrainerTravel");

            migrationBuilder.DropTable(
                name: "TrainingHours");

            migrationBuilder.DropTable(
                name: "Upload");

            migrationBuilder.DropTable(
                name: "WatchClock");

            migrationBuilder.DropTable(
                name: "WatchPosition");

            migrationBuilder.DropTable(
                name: "WatchProgress");

            migrationBuilder.DropTable(
                name: "WatchSitting");

            migrationBuilder.DropTable(
                name: "WorkItem");

            migrationBuilder.DropTable(
                name: "WorkRun");

            migrationBuilder.DropTable(
                name: "AccountRole");

            migrationBuilder.DropTable(
                name: "CalendarList");

            migrationBuilder.DropTable(
                name: "Attachment");

            migrationBuilder.DropTable(
                name: "CommendationList");

            migrationBuilder.DropTable(
                name: "CourseVersion");

            migrationBuilder.DropTable(
                name: "DeclaredSheet");

            migrationBuilder.DropTable(
                name: "FilingScan");

            migrationBuilder.DropTable(
                name: "CheckRun");

            migrationBuilder.DropTable(
                name: "RollFlag");

            migrationBuilder.DropTable(
                name: "HelpService");

            migrationBuilder.DropTable(
                name: "HomeVisit");

            migrationBuilder.DropTable(
                name: "PersonFile");

            migrationBuilder.DropTable(
                name: "Inspection");

            migrationBuilder.DropTable(
                name: "LessonQuestion");

            migrationBuilder.DropTable(
                name: "NoticeItem");

            migrationBuilder.DropTable(
                name: "ConsentRecord");

            migrationBuilder.DropTable(
                name: "WalkIn");

            migrationBuilder.DropTable(
                name: "Region");

            migrationBuilder.DropTable(
                name: "Account");

            migrationBuilder.DropTable(
                name: "FilingSnapshot");

            migrationBuilder.DropTable(
                name: "StandardVersion");

            migrationBuilder.DropTable(
                name: "PoolMembership");

            migrationBuilder.DropTable(
                name: "HouseholdFile");

            migrationBuilder.DropTable(
                name: "InspectionDraw");

            migrationBuilder.DropTable(
                name: "Lesson");

            migrationBuilder.DropTable(
                name: "PublicNotice");

            migrationBuilder.DropTable(
                name: "Roll");

            migrationBuilder.DropTable(
                name: "FilingPart");

            migrationBuilder.DropTable(
                name: "Course");

            migrationBuilder.DropTable(
                name: "StoredFile");

            migrationBuilder.DropTable(
                name: "Session");

            migrationBuilder.DropTable(
                name: "CountyFiling");

            migrationBuilder.DropTable(
                name: "Trainer");

            migrationBuilder.DropTable(
                name: "Station");

            migrationBuilder.DropTable(
                name: "Topic");

            migrationBuilder.DropTable(
                name: "Person");

            migrationBuilder.DropTable(
                name: "Organization");

            migrationBuilder.DropTable(
                name: "Household");
        }
    }
}
